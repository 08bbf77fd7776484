/**
 * A key and a certificate, signed by itself, for servers of tests on the loopback interface. It protects nothing. Made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/CN=Patchmoot test"
 * -addext "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:127.1"`.
 */
export const LOOPBACK_CERTIFICATE = {
  key: `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXMgwM7SDTppBBbt1
dChQw1a5czmSLFmY9Gtu71H5pLWhRANCAAQnjI2kPFegjLOqVZ8IbHp9y+7CyGmi
p5NX+6Ft0jDxwqvb946M5lRuEWgigzzee43DwStQNaDe9p0kcNoUzDCz
-----END PRIVATE KEY-----
`.trim(),
  cert: `
-----BEGIN CERTIFICATE-----
MIIBrDCCAVKgAwIBAgIUWr+gNOotNNBuEjUQKd4aj+onjA4wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOUGF0Y2htb290IHRlc3QwIBcNMjYxMTI1MDEzNTE1WhgPMjEy
NjExMDEwMTM1MTVaMBkxFzAVBgNVBAMMDlBhdGNobW9vdCB0ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEJ4yNpDxXoIyzqlWfCGx6fcvuwshpoqeTV/uhbdIw
8cKr2/eOjOZUbhFoIoM83nuNw8ErUDWg3vadJHDaFMwws6N2MHQwHQYDVR0OBBYE
FCgsuVy4zRXLz3XpCzYCP5XZKPMsMB8GA1UdIwQYMBaAFCgsuVy4zRXLz3XpCzYC
P5XZKPMsMA8GA1UdEwEB/wQFMAMBAf8wIQYDVR0RBBowGIIJbG9jYWxob3N0hwR/
AAABggUxMjcuMTAKBggqhkjOPQQDAgNIADBFAiEAmlFkG953lRhgyaYM7CGc+zd1
xiIHbsxcWPA8IMWs+aoCIAw33poPPcws7RqXBo3mlBYPp3ofxEdz3IxrSc6X+zU1
-----END CERTIFICATE-----
`.trim(),
} as const
