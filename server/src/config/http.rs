//! Where the server listens, whom it trusts and how much it takes.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use ipnet::IpNet;

use super::environment::{ConfigError, Environment, Variable};

/// Where the server listens, whom it trusts and how much it takes.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Where people reach the server, scheme and host; `None` means as it is listening.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins of other sites whose scripts may call the REST API.
    pub cors_origins: Vec<String>,
    /// Requests a minute that one client may make to the REST API; 0 switches the limit off.
    pub rate_limit_per_minute: u32,
    /// Longest time for an answer, streams excepted.
    pub request_timeout: Duration,
    /// Largest request body in bytes, uploads excepted.
    pub body_limit_bytes: usize,
    /// Requests in work at once; above it the answer is 503.
    pub max_in_flight: usize,
    /// Folder with the browser's half.
    pub site_dir: PathBuf,
}

const LISTEN: Variable = Variable {
    name: "TOUCHLINE_LISTEN",
    meaning: "Address and port to listen on. Anything but loopback needs TOUCHLINE_SESSION_KEY and \
              no demo.",
    default: "127.0.0.1:8080",
    secret: false,
};
const PUBLIC_URL: Variable = Variable {
    name: "TOUCHLINE_PUBLIC_URL",
    meaning: "Where people reach the server, such as https://football.example.org. With https the \
              cookies are Secure and HSTS is sent.",
    default: "",
    secret: false,
};
const TRUSTED_PROXIES: Variable = Variable {
    name: "TOUCHLINE_TRUSTED_PROXIES",
    meaning: "Networks of proxies whose X-Forwarded-For is believed, parted by commas: \
              10.0.0.0/8,192.168.1.7/32.",
    default: "",
    secret: false,
};
const CORS_ORIGINS: Variable = Variable {
    name: "TOUCHLINE_CORS_ORIGINS",
    meaning: "Origins of other sites whose scripts may call the REST API with a token, parted by \
              commas: https://scouting.example.org.",
    default: "",
    secret: false,
};
const RATE_LIMIT: Variable = Variable {
    name: "TOUCHLINE_RATE_LIMIT_PER_MINUTE",
    meaning: "Requests a minute that one client may make to the REST API; 0 switches the limit off.",
    default: "100",
    secret: false,
};
const REQUEST_TIMEOUT: Variable = Variable {
    name: "TOUCHLINE_REQUEST_TIMEOUT_SECS",
    meaning: "Longest time for an answer in seconds, streams and uploads excepted.",
    default: "30",
    secret: false,
};
const BODY_LIMIT: Variable = Variable {
    name: "TOUCHLINE_BODY_LIMIT_BYTES",
    meaning: "Largest request body in bytes, uploads excepted.",
    default: "2097152",
    secret: false,
};
const MAX_IN_FLIGHT: Variable = Variable {
    name: "TOUCHLINE_MAX_IN_FLIGHT",
    meaning: "Requests in work at once; above it the answer is 503 with Retry-After.",
    default: "256",
    secret: false,
};
const SITE_DIR: Variable = Variable {
    name: "TOUCHLINE_SITE_DIR",
    meaning: "Folder with the browser's half, which the build writes.",
    default: "target/site",
    secret: false,
};

impl HttpConfig {
    pub(super) const VARIABLES: &[&Variable] = &[
        &LISTEN,
        &PUBLIC_URL,
        &TRUSTED_PROXIES,
        &CORS_ORIGINS,
        &RATE_LIMIT,
        &REQUEST_TIMEOUT,
        &BODY_LIMIT,
        &MAX_IN_FLIGHT,
        &SITE_DIR,
    ];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let public_url = environment.read(&PUBLIC_URL, "https://host, without a path", |text| {
            if text.is_empty() { Some(None) } else { origin(text).map(Some) }
        })?;
        Ok(Self {
            listen: environment.parsed(&LISTEN, "address:port, such as 127.0.0.1:8080")?,
            public_url,
            trusted_proxies: environment.list(
                &TRUSTED_PROXIES,
                "networks such as 10.0.0.0/8, parted by commas",
                network,
            )?,
            cors_origins: environment.list(
                &CORS_ORIGINS,
                "origins such as https://host, without a path, parted by commas",
                origin,
            )?,
            rate_limit_per_minute: environment.parsed(&RATE_LIMIT, "a number, 0 for no limit")?,
            request_timeout: Duration::from_secs(environment.read(
                &REQUEST_TIMEOUT,
                "seconds, at least 1",
                |text| text.parse().ok().filter(|seconds| *seconds > 0),
            )?),
            body_limit_bytes: environment.parsed(&BODY_LIMIT, "a number of bytes")?,
            max_in_flight: environment.read(&MAX_IN_FLIGHT, "a number, at least 1", |text| {
                text.parse().ok().filter(|count| *count > 0)
            })?,
            site_dir: environment.parsed(&SITE_DIR, "a folder")?,
        })
    }

    /// Any free port of loopback and no rate limit.
    pub fn for_testing() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            rate_limit_per_minute: 0,
            ..Self::default()
        }
    }

    /// Only this machine can reach the server directly.
    pub fn is_loopback(&self) -> bool {
        self.listen.ip().is_loopback()
    }

    /// Browsers reach the server over TLS, or by a way of which we must assume it.
    ///
    /// Only plain http on loopback goes without `Secure` cookies: there no browser would send them.
    pub fn is_secure(&self) -> bool {
        match &self.public_url {
            Some(url) => url.starts_with("https://"),
            None => !self.is_loopback(),
        }
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            rate_limit_per_minute: 100,
            request_timeout: Duration::from_secs(30),
            body_limit_bytes: 2 * 1024 * 1024,
            max_in_flight: 256,
            site_dir: PathBuf::from("target/site"),
        }
    }
}

/// A network, or a single address as a network of one.
fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// Scheme and host as a browser writes them in `Origin`: no path, no slash at the end.
fn origin(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    plain.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_go_without_secure_only_on_plain_http_loopback() {
        let at = |listen: &str, url: Option<&str>| HttpConfig {
            listen: listen.parse().unwrap(),
            public_url: url.map(str::to_owned),
            ..HttpConfig::default()
        };

        assert!(!at("127.0.0.1:80", None).is_secure());
        assert!(!at("[::1]:80", None).is_secure());
        assert!(at("127.0.0.1:80", Some("https://a.example")).is_secure());
        assert!(at("0.0.0.0:80", None).is_secure());
    }

    #[test]
    fn an_origin_has_no_path_and_a_lone_address_is_a_network_of_one() {
        assert_eq!(origin("https://A.example/").as_deref(), Some("https://a.example"));
        assert_eq!(origin("https://a.example/path"), None);
        assert_eq!(origin("a.example"), None);
        assert_eq!(network("10.1.2.3").unwrap().to_string(), "10.1.2.3/32");
    }
}
