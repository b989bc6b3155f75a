"""core.http_request: networks, certificates, proxies and time limits that fail."""

import socket
import time

from http_base import HttpTest
from http_servers import CERTIFICATE

# Far more than the limits below, far less than the servers hold out.
PATIENCE_SECONDS = 20


class HttpNetworkTest(HttpTest):
    def test_a_certificate_that_nobody_knows_is_an_error(self):
        message = self.fail_with(2, self.another_server(tls=True).url())
        self.assertIn("TLS: the certificate was not accepted", message)

    def test_a_certificate_is_accepted_by_its_file_or_without_verification(self):
        secure = self.another_server(tls=True)
        for trust in ({"ca_file": CERTIFICATE}, {"verify_tls": False}):
            with self.subTest(trust=trust):
                self.assertEqual(200, self.succeed(secure.url(), **trust)["status"])

    def test_a_certificate_for_another_name_is_an_error(self):
        url = self.another_server(tls=True).url(host="127.0.0.1")
        self.assertIn("TLS: the certificate was not accepted", self.fail_with(2, url, ca_file=CERTIFICATE))

    def test_https_to_a_server_without_it_is_an_error(self):
        self.assertIn("TLS: ", self.fail_with(2, self.server.url().replace("http:", "https:")))

    def test_a_port_where_nobody_listens_is_an_error(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            message = self.fail_with(2, "http://127.0.0.1:{}/?key=red".format(unused.getsockname()[1]))
        self.assertIn("refused", message)
        self.assertNotIn("red", message.replace("refused", ""))

    def test_a_server_that_says_nothing_meets_the_time_limit(self):
        self.limited(self.server.url("/hang"))

    def test_a_server_that_drips_meets_the_time_limit(self):
        self.limited(self.server.url("/drip"))

    def test_a_server_that_never_accepts_meets_the_time_limit(self):
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen(1)
            self.limited("https://127.0.0.1:{}/".format(silent.getsockname()[1]))

    def limited(self, url):
        started = time.monotonic()
        message = self.fail_with(2, url, timeout_seconds=0.5)
        self.assertIn("no complete answer within 0.5 seconds", message)
        self.assertLess(time.monotonic() - started, PATIENCE_SECONDS)

    def test_a_body_that_ends_early_is_an_error(self):
        self.assertIn("closed before the end", self.fail_with(2, self.server.url("/short")))

    def test_what_is_not_http_is_an_error(self):
        self.assertIn("no valid HTTP answer", self.fail_with(2, self.server.url("/garbage")))

    def test_an_http_proxy_gets_the_request_with_its_own_credentials(self):
        proxy = self.another_server()
        address = proxy.url().replace("//", "//user:red-pass@")
        answer = self.succeed("http://nowhere.invalid/x?y=1", env={"http_proxy": address}, auth_token="abc")
        self.assertEqual("http://nowhere.invalid/x?y=1", answer["json"]["target"])
        headers = answer["json"]["headers"]
        self.assertEqual(("nowhere.invalid", "Bearer abc"), (headers["host"], headers["authorization"]))
        self.assertEqual("Basic dXNlcjpyZWQtcGFzcw==", headers["proxy-authorization"])

    def test_https_goes_through_the_tunnel_of_a_proxy(self):
        proxy, secure = self.another_server(), self.another_server(tls=True)
        answer = self.succeed(secure.url(), env={"https_proxy": proxy.url()}, ca_file=CERTIFICATE, auth_token="abc")
        self.assertEqual("Bearer abc", answer["json"]["headers"]["authorization"])
        self.assertEqual(["CONNECT"], [request["method"] for request in proxy.seen])

    def test_https_asks_the_proxy_for_a_tunnel_without_the_credentials(self):
        proxy = self.another_server()
        env = {"https_proxy": proxy.url()}
        message = self.fail_with(2, "https://nowhere.invalid/x", env=env, auth_token="red-token")
        self.assertIn("403", message)
        self.assertEqual(("CONNECT", "nowhere.invalid:443"), (proxy.seen[0]["method"], proxy.seen[0]["target"]))
        self.assertNotIn("red-token", str(proxy.seen))

    def test_no_proxy_names_hosts_that_are_reached_directly(self):
        proxy = self.another_server()
        self.succeed(self.server.url(), env={"HTTP_PROXY": proxy.url(), "NO_PROXY": "127.0.0.1"})
        self.assertEqual((1, 0), (len(self.server.seen), len(proxy.seen)))

    def test_a_proxy_of_another_kind_is_an_error_that_hides_its_address(self):
        message = self.fail_with(2, self.server.url(), env={"all_proxy": "socks5://user:red-pass@127.0.0.1:1"})
        self.assertIn("no http proxy", message)
        self.assertNotIn("red-pass", message)
