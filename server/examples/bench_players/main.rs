//! Speed of the player list at a million players.

mod fill;
mod generated;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::var("BENCH_URL")?;
    let pool = sqlx::PgPool::connect(&url).await?;
    let started = std::time::Instant::now();
    fill::fill(&pool, 1_000_000).await?;
    eprintln!("{:?}", started.elapsed());
    Ok(())
}
