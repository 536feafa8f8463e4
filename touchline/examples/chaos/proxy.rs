//! A round-robin proxy: each new connection goes to the next server that takes it.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::Result;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A running proxy; ends when dropped.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Proxy {
    pub(crate) async fn start(servers: Vec<SocketAddr>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let servers: Arc<[SocketAddr]> = servers.into();
        let task = tokio::spawn(async move {
            let turn = AtomicUsize::new(0);
            while let Ok((client, _)) = listener.accept().await {
                let first = turn.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(pass_on(client, Arc::clone(&servers), first));
            }
        });
        Ok(Self { address, task })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A client whom no server takes is hung up on.
async fn pass_on(mut client: TcpStream, servers: Arc<[SocketAddr]>, first: usize) {
    client.set_nodelay(true).ok();
    for step in 0..servers.len() {
        let server = servers[(first + step) % servers.len()];
        if let Ok(mut server) = TcpStream::connect(server).await {
            server.set_nodelay(true).ok();
            // Either end breaking off is what this program is about.
            copy_bidirectional(&mut client, &mut server).await.ok();
            return;
        }
    }
}
