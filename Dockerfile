# Touchline in a container: `docker compose up --build`, or `docker build -t touchline .`
#
# The toolchain is the one of `rust-toolchain.toml`; `cargo xtask` fetches the rest as it does outside.
FROM rust:1.95-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends nodejs npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN cargo xtask site && cargo build --release -p touchline --bin touchline

FROM debian:bookworm-slim
# The client programs are for `touchline backup` and `touchline restore`. The database is another container.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates gnupg curl \
    && curl --fail --silent --show-error https://www.postgresql.org/media/keys/ACCC4CF8.asc \
        | gpg --dearmor --output /usr/share/keyrings/postgresql.gpg \
    && echo "deb [signed-by=/usr/share/keyrings/postgresql.gpg] https://apt.postgresql.org/pub/repos/apt bookworm-pgdg main" \
        > /etc/apt/sources.list.d/postgresql.list \
    && apt-get update && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && apt-get purge --yes --auto-remove gnupg curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/touchline --create-home touchline
COPY --from=build /build/target/release/touchline /usr/local/bin/touchline
COPY --from=build /build/target/site /usr/share/touchline/site
ENV TOUCHLINE_LISTEN=0.0.0.0:8080 \
    TOUCHLINE_SITE_DIR=/usr/share/touchline/site \
    TOUCHLINE_DATA_DIR=/var/lib/touchline
USER touchline
VOLUME /var/lib/touchline
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["touchline", "healthcheck"]
ENTRYPOINT ["touchline"]
CMD ["serve"]
