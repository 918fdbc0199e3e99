/**
 * test/support - a certificate that nobody vouches for, for `localhost`, `page.example` and `127.0.0.1`, good until 2126. For tests only: its key is public.
 * Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext subjectAltName=…`.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9y6vEpCbVcSkbu7T
u1EsEVNZQ3OfVwbtWz6YWLEowLGhRANCAATo5g/lK13ZwwUeWg0T3O70AFKpx+5S
orBkgDzVpdxzQi6gnn/TZesbu9yulDLsqlAcGgadqCMKS/8+mV0F7i3K
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBqTCCAU+gAwIBAgIUEWC3qL3MZaJHW4FPg+egfFPmQBEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE5MDEzOVoYDzIxMjYxMDMw
MTkwMTM5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATo5g/lK13ZwwUeWg0T3O70AFKpx+5SorBkgDzVpdxzQi6gnn/TZesb
u9yulDLsqlAcGgadqCMKS/8+mV0F7i3Ko30wezAdBgNVHQ4EFgQUjOxMO/p/OqLE
ngLRzxVCpwxMOLcwHwYDVR0jBBgwFoAUjOxMO/p/OqLEngLRzxVCpwxMOLcwDwYD
VR0TAQH/BAUwAwEB/zAoBgNVHREEITAfgglsb2NhbGhvc3SCDHBhZ2UuZXhhbXBs
ZYcEfwAAATAKBggqhkjOPQQDAgNIADBFAiAgT6QQBPDpMK7XOikFNZUdUOdonKti
rJd1iQh3WKCbegIhAME6mQAbb/8mqQY6+4b4W0uKDe/xYlF3GKrLCI1OPY41
-----END CERTIFICATE-----`,
};
