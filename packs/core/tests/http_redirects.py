"""core.http_request: where redirects lead, and what goes along."""

from http_base import HttpTest
from http_servers import CERTIFICATE

CREDENTIALS = {"auth_username": "user", "auth_password": "red-pass"}
HEADERS = {"X-Api-Key": "red-key", "Cookie": "session=red-cookie", "Accept": "text/x-red"}


class HttpRedirectsTest(HttpTest):
    def redirect(self, to, status=302, server=None):
        return (server or self.server).url("/redirect/{}?to={}".format(status, to))

    def test_a_redirect_within_the_origin_keeps_everything(self):
        answer = self.succeed(self.redirect("/there"), headers=HEADERS, **CREDENTIALS)
        headers = answer["json"]["headers"]
        self.assertEqual((self.server.url("/there"), 1), (answer["url"], answer["redirects"]))
        self.assertTrue(headers["authorization"].startswith("Basic "))
        self.assertEqual(("red-key", "session=red-cookie"), (headers["x-api-key"], headers["cookie"]))

    def test_another_origin_gets_harmless_headers_only(self):
        other = self.another_server()
        for credentials in (CREDENTIALS, {"auth_token": "red-token"}):
            headers = self.succeed(self.redirect(other.url()), headers=HEADERS, **credentials)["json"]["headers"]
            self.assertLessEqual(set(headers), {"accept", "accept-encoding", "host", "user-agent", "content-length"})
            self.assertEqual("text/x-red", headers["accept"])

    def test_another_name_of_the_same_server_is_another_origin(self):
        headers = self.succeed(self.redirect(self.server.url("/x", host="localhost")), **CREDENTIALS)["json"]["headers"]
        self.assertNotIn("authorization", headers)

    def test_credentials_do_not_come_back_after_a_detour(self):
        other = self.another_server()
        back = self.redirect(self.server.url("/home"), server=other)
        answer = self.succeed(self.redirect(back), headers=HEADERS, **CREDENTIALS)
        self.assertEqual((self.server.url("/home"), 2), (answer["url"], answer["redirects"]))
        self.assertNotIn("authorization", answer["json"]["headers"])
        self.assertNotIn("x-api-key", answer["json"]["headers"])

    def test_a_redirect_to_https_is_another_origin(self):
        secure = self.another_server(tls=True)
        answer = self.succeed(self.redirect(secure.url()), ca_file=CERTIFICATE, **CREDENTIALS)
        self.assertNotIn("authorization", answer["json"]["headers"])

    def test_a_redirect_from_https_to_http_is_an_error(self):
        secure = self.another_server(tls=True)
        redirect = self.redirect(self.server.url(), server=secure)
        message = self.fail_with(2, redirect, ca_file=CERTIFICATE, auth_token="red-token")
        self.assertIn("from https to http", message)
        self.assertEqual([], self.server.seen)

    def test_the_method_changes_as_browsers_do_it(self):
        cases = [
            (301, "POST", "GET"),
            (302, "POST", "GET"),
            (303, "PUT", "GET"),
            (303, "HEAD", "HEAD"),
            (302, "PUT", "PUT"),
            (307, "POST", "POST"),
            (308, "PATCH", "PATCH"),
        ]
        for status, before, after in cases:
            with self.subTest(status=status, before=before):
                self.server.seen.clear()
                self.succeed(self.redirect("/x", status), method=before, body="text")
                arrived = self.server.seen[-1]
                self.assertEqual(after, arrived["method"])
                self.assertEqual("" if after == "GET" else "text", arrived["body"])
                self.assertEqual(after != "GET", "content-type" in arrived["headers"])

    def test_a_body_never_goes_to_another_origin(self):
        other = self.another_server()
        message = self.fail_with(2, self.redirect(other.url(), 307), method="POST", body="red-body")
        self.assertIn("a redirect of the body to another origin", message)
        self.assertEqual([], other.seen)

    def test_redirects_can_be_the_answer(self):
        answer = self.succeed(self.redirect("/there"), follow_redirects=False)
        self.assertEqual((302, "/there", 0), (answer["status"], answer["headers"]["location"], answer["redirects"]))

    def test_a_loop_ends_at_the_limit(self):
        message = self.fail_with(2, self.server.url("/loop"), max_redirects=3)
        self.assertIn("more than 3 redirects", message)
        self.assertEqual(4, len(self.server.seen))

    def test_redirects_to_other_schemes_or_with_a_password_are_errors(self):
        for location in ("file:///etc/hostname", "http://user:red-pass@127.0.0.1/", "http://127.0.0.1:99999/", "//["):
            with self.subTest(location=location):
                message = self.fail_with(2, self.redirect(location))
                self.assertIn("the redirect's URL", message)
                self.assertNotIn("red-pass", message)
