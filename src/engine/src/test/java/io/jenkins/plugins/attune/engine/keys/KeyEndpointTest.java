package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEndpointTest {
    private static final String OBJECT = "{\"url\":\"https://v\",\"n\":[1.50,true,null,\"\\u00e4\"]}";

    @TempDir
    Path artifacts;

    private Bridge bridge;

    @BeforeEach
    void open() throws IOException {
        bridge = new Bridge(artifacts).with("vault.credentials", OBJECT, "text", "\"it's\"");
    }

    @AfterEach
    void close() {
        bridge.close();
    }

    @Test
    void keyIsTheEncryptedOneOfTheActionsPack() {
        Caller.Reply reply = bridge.caller().get("/api/v1/keys/vault.credentials?decrypt=true");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode key = reply.json().get("data");
        assertThat(key.get("ref").textValue()).isEqualTo("vault.credentials");
        assertThat(key.get("local_ref").textValue()).isEqualTo("credentials");
        assertThat(key.get("owner_type").textValue()).isEqualTo("pack");
        assertThat(key.get("owner_pack_ref").textValue()).isEqualTo("vault");
        assertThat(key.get("encrypted").booleanValue()).isTrue();
        assertThat(key.get("id").isIntegralNumber()).isTrue();
        assertThat(key.get("created").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00");
        assertThat(reply.text()).contains("\"value\":" + OBJECT + ",");
    }

    @Test
    void referenceMayBeEncoded() {
        bridge.with("a/b+c%", "1");

        assertThat(bridge.caller().get("/api/v1/keys/a%2Fb%2Bc%25").status()).isEqualTo(200);
    }

    @Test
    void listHasNoValues() {
        Caller.Reply reply = bridge.caller().get("/api/v1/keys?page=2&per_page=1");

        assertThat(reply.json().get("items")).hasSize(1);
        assertThat(reply.json().get("items").get(0).get("ref").textValue()).isEqualTo("vault.credentials");
        assertThat(reply.json().get("pagination").get("total_items").intValue()).isEqualTo(2);
        assertThat(reply.json().get("pagination").get("has_previous").booleanValue())
                .isTrue();
        assertThat(reply.json().get("pagination").get("has_next").booleanValue())
                .isFalse();
        assertThat(reply.text()).doesNotContain("value").doesNotContain("https://v");
    }

    @Test
    void keyThatIsNotBoundIsNotThere() {
        Caller.Reply reply = bridge.caller().get("/api/v1/keys/other");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("error").textValue()).contains("'other'");
        assertThat(reply.json().get("code").textValue()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ref\":\"vault.new\",\"name\":\"n\",\"owner_type\":\"pack\",\"value\":{\"a\":1},\"encrypted\":true}",
                "{\"local_ref\":\"new\",\"name\":\"n\",\"owner_type\":\"pack\",\"value\":{\"a\":1}}"
            })
    void keyIsMadeWhenWhoeverKeepsItHasIt(String body) {
        bridge.writable();

        Caller.Reply made = bridge.caller().post("/api/v1/keys", body);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().get("data").get("name").textValue()).isEqualTo("n");
        assertThat(bridge.written).containsExactly(java.util.Map.entry("vault.new", "{\"a\":1}"));
        assertThat(bridge.caller().get("/api/v1/keys/vault.new").text()).contains("\"value\":{\"a\":1}");
        assertThat(bridge.caller().post("/api/v1/keys", body).status()).isEqualTo(409);
    }

    @Test
    void keyIsChanged() {
        bridge.writable();

        Caller.Reply changed = bridge.caller().put("/api/v1/keys/text", "{\"value\":\"new\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("data").get("value").textValue()).isEqualTo("new");
        assertThat(bridge.written).containsEntry("text", "\"new\"");
        assertThat(bridge.caller().put("/api/v1/keys/other", "{}").status()).isEqualTo(404);
    }

    @Test
    void whatMayNotBeWrittenStaysAsItIs() {
        Caller caller = bridge.caller();

        assertThat(caller.post("/api/v1/keys", "{\"ref\":\"a\",\"value\":1}").status())
                .isEqualTo(403);
        assertThat(caller.put("/api/v1/keys/text", "{\"value\":\"new\"}")
                        .json()
                        .get("error")
                        .textValue())
                .isEqualTo("not here");
        assertThat(caller.get("/api/v1/keys/a").status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/keys/text").text()).contains("it's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"value\":1}",
                "{\"ref\":\"a\"}",
                "{\"ref\":\"\",\"value\":1}",
                "{\"ref\":1,\"value\":1}"
            })
    void malformedKeyIsRefused(String body) {
        assertThat(bridge.writable().caller().post("/api/v1/keys", body).status())
                .isEqualTo(400);
    }

    @Test
    void bodyThatIsTooLargeIsRefused() {
        String large = "{\"ref\":\"a\",\"value\":\"" + "x".repeat(Request.MAX_BODY) + "\"}";

        assertThat(bridge.writable().caller().post("/api/v1/keys", large).status())
                .isEqualTo(413);
    }

    @Test
    void runKnowsItself() {
        JsonNode run = bridge.caller().get("/api/v1/executions/4711").json().get("data");

        assertThat(run.get("id").intValue()).isEqualTo(4711);
        assertThat(run.get("action_ref").textValue()).isEqualTo("vault.health");
        assertThat(run.get("status").textValue()).isEqualTo("running");
        assertThat(bridge.caller().get("/api/v1/executions/4712").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/executions/execute, 501",
        "POST, /api/v1/events, 501",
        "DELETE, /api/v1/keys/text, 501",
        "OPTIONS, /api/v1/keys, 501",
        "GET, /api/v1/packs, 501",
        "GET, /api/v1/nothing, 404",
        "GET, /api/v1/, 404",
        "GET, /, 404",
        "GET, /api/v2/keys, 404"
    })
    void everythingElseSaysWhatIsOffered(String method, String path, int status) {
        Caller.Reply reply = bridge.caller().send(method, path, new byte[0]);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().get("error").textValue()).contains("Offered are");
    }

    @Test
    void noAnswerIsStoredOrSharedWithPages() {
        Caller.Reply reply = bridge.caller().get("/api/v1/keys/text");

        assertThat(reply.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.response().headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(bridge.caller()
                        .get("/api/v1/keys/text", "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void otherHostIsRefused() throws IOException {
        assertThat(raw("evil.example")).startsWith("HTTP/1.1 403");
        assertThat(raw("evil.example:" + bridge.run.port())).startsWith("HTTP/1.1 403");
        assertThat(raw("127.0.0.1:" + bridge.run.port())).startsWith("HTTP/1.1 200");
        assertThat(raw("localhost:" + bridge.run.port())).startsWith("HTTP/1.1 200");
        assertThat(raw("127.0.0.1:" + bridge.run.port() + "\r\nHost: evil.example"))
                .startsWith("HTTP/1.1 403");
    }

    private String raw(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.run.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/keys HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nAuthorization: Bearer "
                            + Bridge.TOKEN + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void noOtherAddressOfThisMachineAnswers() throws IOException {
        List<InetAddress> others = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() || address.getAddress().length > 4)
                .toList();

        for (InetAddress other : others) {
            assertThatThrownBy(() -> new Socket(other, bridge.run.port()).close())
                    .as(other.toString())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoHasNoNameOrAWrongOneIsNotAnswered() {
        assertThat(bridge.caller("other").get("/api/v1/keys/text").status()).isEqualTo(401);
        assertThat(bridge.caller("").get("/api/v1/keys/text").status()).isEqualTo(401);
    }

    @Test
    void nameOfAnEndedRunIsGone() {
        bridge.run.close();

        assertThat(bridge.caller().get("/api/v1/keys/text").status()).isEqualTo(410);
    }

    @Test
    void portIsClosedAMomentAfterTheLastRunAndServesAllBeforeThat() throws IOException {
        KeyRun other = bridge.open("4712", "other", artifacts, 0);
        assertThat(other.port()).isEqualTo(bridge.run.port());
        bridge.run.close();
        assertThat(bridge.caller("other").get("/api/v1/keys").status()).isEqualTo(200);

        other.close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(bridge.endpoint.ports()).isZero());
        assertThatThrownBy(() -> new Socket("127.0.0.1", bridge.run.port()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void oneRunsNameGivesNoOthersKeys() throws IOException {
        bridge.open("4712", "other", artifacts, 0);

        assertThat(bridge.caller("other").get("/api/v1/keys/text").status()).isEqualTo(404);
    }

    @Test
    void runIsFoundAgainAtThePortItWasGiven() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        KeyRun restored = bridge.open("4712", "other", artifacts, port);

        assertThat(restored.port()).isEqualTo(port);
        assertThat(new Caller(restored.url(), "other").get("/api/v1/keys").status())
                .isEqualTo(200);
        assertThat(bridge.caller().get("/api/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void portThatSomebodyElseHasIsAnError() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> bridge.open("4712", "other", artifacts, taken.getLocalPort()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void runThatAsksTooOftenHasToWait() {
        Caller caller = bridge.caller();
        for (int i = 0; i < 300; i++) {
            assertThat(caller.get("/api/v1/keys").status()).isEqualTo(200);
        }

        assertThat(caller.get("/api/v1/keys").status()).isEqualTo(429);
    }

    @Test
    void callerThatIsNotTheRunsIsRefusedAndTold() throws IOException {
        KeyRun known = bridge.open("4713", "4713", artifacts, 0);
        known.begun(new RunProcesses() {
            @Override
            public Long supervisor() {
                return 1L;
            }

            @Override
            public Long action() {
                return ProcessHandle.current().pid();
            }
        });
        Caller caller = bridge.caller("4713");

        for (int i = 0; i < 7; i++) {
            assertThat(caller.get("/api/v1/keys").status()).isEqualTo(403);
        }
        known.close();

        assertThat(bridge.told).hasSize(2);
        assertThat(bridge.told.get(0))
                .contains("process " + ProcessHandle.current().pid() + " (java)");
        assertThat(bridge.told.get(1)).contains("7 times");
    }

    @Test
    void nobodyIsLetInBeforeTheActionHasBegun() throws IOException {
        bridge.open("4713", "4713", artifacts, 0);

        assertThat(bridge.caller("4713").get("/api/v1/keys").status()).isEqualTo(403);
    }
}
