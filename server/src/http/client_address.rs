//! Where a request comes from. `X-Forwarded-For` is written by whoever wants to: it is believed hop
//! by hop from the right, as far as proxies stand there that the operator trusts.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderMap;
use ipnet::IpNet;

pub(super) use page_base::request::ClientAddress;

/// Puts the [`ClientAddress`] into the request's extensions.
pub(super) async fn find(
    State(trusted): State<Arc<[IpNet]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip());
    let address = client_address(peer, request.headers(), &trusted);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut address = peer.to_canonical();
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for hop in hops.into_iter().rev() {
        if !is_trusted(address) {
            break;
        }
        let Ok(next) = hop.parse::<IpAddr>() else { break };
        address = next.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_header_from_a_stranger_is_not_believed() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let stranger: IpAddr = "203.0.113.9".parse().unwrap();

        assert_eq!(client_address(stranger, &forwarded(&["1.2.3.4"]), &proxies), stranger);
        assert_eq!(client_address(stranger, &forwarded(&["1.2.3.4"]), &[]), stranger);
    }

    #[test]
    fn behind_trusted_proxies_the_last_stranger_is_the_client() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let client: IpAddr = "203.0.113.9".parse().unwrap();

        // The client wrote "1.2.3.4" itself; two proxies of ours appended what they saw.
        let headers = forwarded(&["1.2.3.4, 203.0.113.9", "10.0.0.2"]);

        assert_eq!(client_address(proxy, &headers, &proxies), client);
        assert_eq!(client_address(proxy, &forwarded(&["nonsense"]), &proxies), proxy);
    }
}
