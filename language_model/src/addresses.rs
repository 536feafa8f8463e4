//! Which addresses may be asked. A person with the right to set an address must not make the server ask its
//! own network by that: the addresses that a name resolves to are looked at before any is connected to.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};

use crate::ModelError;

/// Longest address, in bytes.
const LONGEST_URL: usize = 300;

/// Which addresses may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Addresses of the internet.
    #[default]
    Public,
    /// Those of this machine and of private networks too: an administrator allowed it. Link-local ones
    /// never, where clouds keep the keys of their machines.
    Private,
}

impl Reach {
    /// Whether `address` may be asked.
    pub fn allows(self, address: IpAddr) -> bool {
        match kind(address) {
            Kind::Public => true,
            Kind::Private => self == Self::Private,
            Kind::Never => false,
        }
    }
}

/// What is wrong with an address that is to be the base of an API; `None` when it can be used.
///
/// Without TLS only where private addresses are allowed: a key would cross the internet in the clear.
pub fn base_url_error(text: &str, reach: Reach) -> Option<&'static str> {
    let Ok(url) = Url::parse(text) else {
        return Some("Give an address such as https://api.example.org/v1.");
    };
    if text.len() > LONGEST_URL {
        return Some("Use at most 300 characters.");
    }
    match url.scheme() {
        "https" => {}
        "http" if reach == Reach::Private => {}
        "http" => return Some("Use https: the key would cross the network in the clear."),
        _ => return Some("Give an address that begins with https://."),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("Leave name and password out: put the key into the vault.");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some("Leave out what stands behind ? and #: put the key into the vault.");
    }
    url.host().is_none().then_some("Name a host.")
}

/// Refuses an address that is written in numbers and may not be asked. Names are looked at when they are
/// resolved.
pub(crate) fn check_literal(url: &Url, reach: Reach) -> Result<(), ModelError> {
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_matches(['[', ']']).parse::<IpAddr>();
    match literal {
        Ok(address) if !reach.allows(address) => Err(ModelError::PrivateAddress),
        _ => Ok(()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Public,
    Private,
    Never,
}

/// The registries of special addresses of IANA, RFC 6890 and after.
fn kind(address: IpAddr) -> Kind {
    match address {
        IpAddr::V4(address) => kind_of_v4(address),
        IpAddr::V6(address) => kind_of_v6(address),
    }
}

fn kind_of_v4(address: Ipv4Addr) -> Kind {
    let [a, b, c, _] = address.octets();
    if address.is_private() || address.is_loopback() || (a == 100 && (64..128).contains(&b)) {
        Kind::Private
    } else if a == 0
        || a >= 224
        || address.is_link_local()
        || address.is_documentation()
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
    {
        Kind::Never
    } else {
        Kind::Public
    }
}

fn kind_of_v6(address: Ipv6Addr) -> Kind {
    if let Some(inner) = address.to_ipv4_mapped() {
        return kind_of_v4(inner);
    }
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => Kind::Private,
        // NAT64 and 6to4 lead to the address that they hold.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            match kind_of_v4(embedded(high, low)) {
                Kind::Public => Kind::Public,
                Kind::Private | Kind::Never => Kind::Never,
            }
        }
        [first, ..] if first & 0xfe00 == 0xfc00 => Kind::Private,
        // Only 2000::/3 is given out; of it 2001:db8::/32 is for books and 2001::/32 is Teredo.
        [0x2001, 0x0db8 | 0, ..] => Kind::Never,
        [first, ..] if first & 0xe000 == 0x2000 => Kind::Public,
        _ => Kind::Never,
    }
}

/// Resolves names and gives only addresses that may be asked. Remembers whether all that a name had were
/// refused, since the client tells no more than that it could not connect.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    reach: Reach,
    has_refused: Arc<AtomicBool>,
}

impl Guard {
    pub(crate) fn new(reach: Reach) -> Self {
        Self { reach, has_refused: Arc::default() }
    }

    /// Whether a name led to refused addresses only.
    pub(crate) fn has_refused(&self) -> bool {
        self.has_refused.load(Ordering::Relaxed)
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, has_refused) = (self.reach, Arc::clone(&self.has_refused));
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let all = found.len();
            let allowed: Vec<_> =
                found.into_iter().filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() && all > 0 {
                has_refused.store(true, Ordering::Relaxed);
                return Err(ModelError::PrivateAddress.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(reach: Reach, address: &str) -> bool {
        reach.allows(address.parse().unwrap())
    }

    #[test]
    fn addresses_of_the_internet_are_open_to_everybody() {
        for address in ["1.1.1.1", "104.18.6.192", "2606:4700::6812:7c0", "::ffff:1.1.1.1"] {
            assert!(allows(Reach::Public, address), "{address}");
        }
    }

    #[test]
    fn private_addresses_are_open_only_where_somebody_allowed_them() {
        for address in
            ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1"]
        {
            assert!(!allows(Reach::Public, address), "{address}");
            assert!(allows(Reach::Private, address), "{address}");
        }
    }

    #[test]
    fn addresses_that_lead_to_no_model_are_open_to_nobody() {
        for address in [
            "169.254.169.254",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "::",
            "fe80::1",
            "ff02::1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!allows(Reach::Public, address), "{address}");
            assert!(!allows(Reach::Private, address), "{address}");
        }
    }

    #[test]
    fn a_base_address_has_a_host_and_no_key() {
        for text in ["https://api.openai.com/v1", "https://example.org"] {
            assert_eq!(base_url_error(text, Reach::Public), None, "{text}");
        }
        for text in [
            "",
            "api.openai.com",
            "ftp://example.org",
            "http://example.org",
            "https://u:p@example.org",
            "https://example.org/?key=sk",
            "https://example.org/#x",
        ] {
            assert!(base_url_error(text, Reach::Public).is_some(), "{text}");
        }
        assert_eq!(base_url_error("http://localhost:11434/v1", Reach::Private), None);
    }

    #[test]
    fn an_address_in_numbers_is_looked_at_in_every_way_to_write_it() {
        for text in ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/"] {
            let url = Url::parse(text).unwrap();
            assert_eq!(
                check_literal(&url, Reach::Public),
                Err(ModelError::PrivateAddress),
                "{text}"
            );
            assert_eq!(check_literal(&url, Reach::Private), Ok(()), "{text}");
        }
    }
}
