//! HTTP/2, with and without TLS.

use crate::support::site::{Site, dated, until};
use crate::wire::BOUND;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto};

const ARTICLE: (&str, &str) = ("a.md", "---\ntitle: A\ndate: 2026-03-04\n---\nText.\n");

/// The responses to concurrent HTTP/2 requests for these paths, and to a conditional request for the first
/// one.
async fn over_http2(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    paths: &[&str],
) -> Vec<(u16, String)> {
    let (mut client, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut answers = Vec::new();
    let mut tag = None;
    for path in paths.iter().chain(paths.first()) {
        let mut request = hyper::Request::get(format!("http://site.example{path}"));
        if answers.len() == paths.len() {
            request = request.header("if-none-match", tag.clone().unwrap());
        }
        let answer = client.send_request(request.body(Empty::<Bytes>::new()).unwrap());
        let answer = tokio::time::timeout(BOUND, answer).await.expect("in time").unwrap();
        assert_eq!(answer.version(), hyper::Version::HTTP_2);
        tag = tag.or_else(|| answer.headers().get("etag").cloned());
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        answers.push((status, String::from_utf8_lossy(&body).into_owned()));
    }
    answers
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn http2_works_without_tls() {
    let site = Site::with(&[ARTICLE]);
    let answers = runtime().block_on(async {
        let stream = TcpStream::connect(site.socket()).await.unwrap();
        over_http2(stream, &["/feed.xml", "/none", "/"]).await
    });
    let statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
    assert_eq!(statuses, [200, 404, 200, 304]);
    assert!(answers[0].1.contains("<rss") && answers[3].1.is_empty());
}

/// Writes a self-signed certificate and its key to the files that the settings name.
fn certify(site: &Site, host: &str) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed([host.to_owned()]).unwrap();
    let put = |name: &str, text: String| {
        let beside = site.elsewhere("beside");
        std::fs::write(&beside, text).unwrap();
        std::fs::rename(beside, site.elsewhere(name)).unwrap();
    };
    put("key.pem", made.signing_key.serialize_pem());
    put("certificate.pem", made.cert.pem());
    made.cert.der().clone()
}

fn trusting(certificate: &CertificateDer<'static>, protocols: &[&str]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    Arc::new(config)
}

/// A GET over TLS and HTTP/1.1.
fn get_secured(site: &Site, config: &Arc<ClientConfig>, host: &str) -> std::io::Result<String> {
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let stream = std::net::TcpStream::connect(site.socket())?;
    stream.set_read_timeout(Some(BOUND))?;
    let connection = ClientConnection::new(Arc::clone(config), name).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    stream.write_all(b"GET /feed.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Starts a server with TLS and waits until it has read the folder.
fn start(site: &mut Site, certificate: &CertificateDer<'static>, host: &str) {
    site.start_without_waiting();
    let config = trusting(certificate, &["http/1.1"]);
    let ready = || match get_secured(site, &config, host) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200") => Ok(()),
        answer => Err(answer),
    };
    until(ready).expect("it is ready");
}

fn secured() -> Site {
    Site::stopped(&[ARTICLE, ("b.md", &dated("B", "2026-03-03"))], TLS)
}

const TLS: &str = "[http.tls]\ncertificate = 'certificate.pem'\nkey = 'key.pem'\n";

#[test]
fn tls_supports_both_versions() {
    let mut site = secured();
    let certificate = certify(&site, "site.example");
    start(&mut site, &certificate, "site.example");
    let answer = get_secured(&site, &trusting(&certificate, &["http/1.1"]), "site.example").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("<rss"), "{answer}");
    assert!(answer.contains("https://127.0.0.1:"), "the addresses in the feed say so: {answer}");
    let answers = runtime().block_on(async {
        let stream = TcpStream::connect(site.socket()).await.unwrap();
        let connector = tokio_rustls::TlsConnector::from(trusting(&certificate, &["h2", "http/1.1"]));
        let name = ServerName::try_from("site.example").unwrap();
        over_http2(connector.connect(name, stream).await.unwrap(), &["/feed.xml"]).await
    });
    assert_eq!((answers[0].0, answers[1].0), (200, 304));
}

#[test]
fn a_new_certificate_is_used_without_a_restart() {
    let mut site = secured();
    let old = certify(&site, "old.example");
    start(&mut site, &old, "old.example");
    assert!(get_secured(&site, &trusting(&old, &[]), "old.example").is_ok());
    // First only the certificate: while certificate and key do not match, the old pair stays in use.
    std::fs::write(site.elsewhere("key.pem"), "half").unwrap();
    assert!(get_secured(&site, &trusting(&old, &[]), "old.example").is_ok());
    let new = certify(&site, "new.example");
    let config = trusting(&new, &[]);
    let answer = until(|| get_secured(&site, &config, "new.example")).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn clients_without_tls_are_rejected() {
    let mut site = secured();
    let certificate = certify(&site, "site.example");
    start(&mut site, &certificate, "site.example");
    let answer = crate::wire::raw(&site, "GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert!(get_secured(&site, &trusting(&certificate, &[]), "site.example").is_ok());
}

#[test]
fn a_missing_certificate_is_an_error_at_startup() {
    let missing = Path::new("missing.pem").to_owned();
    let http = tidings_server::Http::default();
    let tls = tidings_server::Tls { certificate: missing.clone(), key: missing };
    let error =
        tidings_server::ServerOptions::open(&tidings_server::Http { tls: Some(tls), ..http }).unwrap_err();
    assert!(error.to_string().starts_with("'http.tls.certificate': missing.pem: "), "{error}");
}
