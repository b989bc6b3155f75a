package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
    @TempDir
    Path directory;

    private Bridge bridge;
    private Caller caller;

    @BeforeEach
    void open() throws IOException {
        bridge = new Bridge(directory);
        caller = bridge.caller();
    }

    @AfterEach
    void close() {
        bridge.close();
    }

    @Test
    void allocatedFileIsWrittenByTheActionAndFetchedAgain() throws IOException {
        Caller.Reply allocated = caller.post(
                "/api/v1/artifacts/ref/report.daily/versions/file",
                "{\"type\":\"file_text\",\"content_type\":\"text/csv\",\"execution\":4711}");

        assertThat(allocated.status()).isEqualTo(201);
        JsonNode version = allocated.json().get("data");
        assertThat(version.get("version").intValue()).isOne();
        Path file = directory.resolve(version.get("file_path").textValue());
        assertThat(file.getFileName()).hasToString("v1.csv");
        Files.writeString(file, "a,b\n");
        long id = version.get("artifact").longValue();
        assertThat(caller.get("/api/v1/artifacts/" + id + "/download").text()).isEqualTo("a,b\n");
        assertThat(caller.get("/api/v1/artifacts/" + id + "/versions/latest")
                        .json()
                        .get("data")
                        .get("size_bytes")
                        .intValue())
                .isEqualTo(4);
        assertThat(caller.get("/api/v1/artifacts/ref/report.daily")
                        .json()
                        .get("data")
                        .get("id")
                        .longValue())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 300_000})
    void uploadedFileComesBackByteForByte(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        Caller.Reply uploaded = upload("/api/v1/artifacts/ref/x/versions/upload", content);

        assertThat(uploaded.status()).isEqualTo(201);
        long id = uploaded.json().get("data").get("artifact").longValue();
        assertThat(caller.get("/api/v1/artifacts/" + id + "/versions/1/download")
                        .body())
                .isEqualTo(content);
        assertThat(uploaded.json().get("data").get("content_type").textValue()).isEqualTo("application/zip");
    }

    @Test
    void boundaryInPiecesWithinAFileIsContent() throws IOException {
        byte[] content = "\r\n--+\r\n--++\r\n\r\n--++-\r--+++\r\n".getBytes(StandardCharsets.ISO_8859_1);

        long id = upload("/api/v1/artifacts/ref/x/versions/upload", content)
                .json()
                .get("data")
                .get("artifact")
                .longValue();

        assertThat(caller.get("/api/v1/artifacts/" + id + "/download").body()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30, 75, 100, 150})
    void formThatEndsTooEarlyLeavesNoFile(int missing) throws IOException {
        byte[] form = form("x".getBytes(StandardCharsets.US_ASCII));
        byte[] cut = Arrays.copyOf(form, form.length - missing);

        Caller.Reply reply = caller.send(
                "POST",
                "/api/v1/artifacts/ref/x/versions/upload",
                cut,
                "Content-Type",
                "multipart/form-data; boundary=+++");

        assertThat(reply.status()).isEqualTo(400);
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2F..%2Fevil", "%2Fetc%2Fpasswd", "a%00b", ".", "..."})
    void referenceNeverLeadsOutOfTheDirectory(String reference) throws IOException {
        JsonNode version = upload("/api/v1/artifacts/ref/" + reference + "/versions/upload", new byte[1])
                .json()
                .get("data");

        Path file = directory.resolve(version.get("file_path").textValue());
        assertThat(file).exists();
        assertThat(file.toRealPath()).startsWith(directory.toRealPath());
    }

    @Test
    void progressIsKept() {
        long id = caller.post("/api/v1/artifacts", "{\"ref\":\"p\",\"type\":\"progress\",\"scope\":\"action\"}")
                .json()
                .get("data")
                .get("id")
                .longValue();

        caller.post("/api/v1/artifacts/" + id + "/progress", "{\"entry\":{\"step\":1}}");
        JsonNode artifact = caller.post("/api/v1/artifacts/" + id + "/progress", "{\"entry\":\"two\"}")
                .json()
                .get("data");

        assertThat(artifact.get("data").toString()).isEqualTo("[{\"step\":1},\"two\"]");
        assertThat(caller.post("/api/v1/artifacts", "{\"ref\":\"p\"}").status()).isEqualTo(409);
        assertThat(caller.put("/api/v1/artifacts/" + id + "/data", "{\"data\":{\"a\":1}}")
                        .json()
                        .get("data")
                        .get("data")
                        .toString())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void versionMayBeJson() {
        long id = caller.post("/api/v1/artifacts", "{\"ref\":\"j\",\"type\":\"other\"}")
                .json()
                .get("data")
                .get("id")
                .longValue();

        assertThat(caller.post("/api/v1/artifacts/" + id + "/versions", "{\"content\":[1]}")
                        .status())
                .isEqualTo(201);
        assertThat(caller.get("/api/v1/artifacts/" + id + "/versions/1")
                        .json()
                        .get("data")
                        .get("content_json")
                        .toString())
                .isEqualTo("[1]");
        assertThat(caller.get("/api/v1/artifacts/" + id + "/versions").json().get("data"))
                .hasSize(1);
        assertThat(caller.get("/api/v1/artifacts/" + id + "/download").text()).isEqualTo("[1]");
    }

    @Test
    void allThatTheRunLeftIsListed() {
        caller.post("/api/v1/artifacts", "{\"ref\":\"a\"}");
        caller.post("/api/v1/artifacts", "{\"ref\":\"b\"}");

        assertThat(caller.get("/api/v1/artifacts").json().get("items")).hasSize(2);
        assertThat(caller.get("/api/v1/executions/4711/artifacts").json().get("data"))
                .hasSize(2);
    }

    @Test
    void artifactThatIsNotThereIsNotFound() {
        assertThat(caller.get("/api/v1/artifacts/7").status()).isEqualTo(404);
        assertThat(caller.get("/api/v1/artifacts/ref/x").status()).isEqualTo(404);
        assertThat(caller.send("DELETE", "/api/v1/artifacts/7", new byte[0]).status())
                .isEqualTo(404);
    }

    @Test
    void moreJsonThanARunMayLeaveIsRefused() {
        long id = caller.post("/api/v1/artifacts", "{\"ref\":\"j\"}")
                .json()
                .get("data")
                .get("id")
                .longValue();
        String entry = "{\"entry\":\"" + "x".repeat(1_000_000) + "\"}";
        int status = 200;
        for (int i = 0; i < 6 && status == 200; i++) {
            status = caller.post("/api/v1/artifacts/" + id + "/progress", entry).status();
        }

        assertThat(status).isEqualTo(413);
    }

    private Caller.Reply upload(String path, byte[] content) throws IOException {
        return caller.send("POST", path, form(content), "Content-Type", "multipart/form-data; boundary=+++");
    }

    private static byte[] form(byte[] content) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("--+++\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.bin\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.write(content);
        form.write(
                "\r\n--+++\r\nContent-Disposition: form-data; name=\"content_type\"\r\n\r\napplication/zip\r\n--+++--\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }
}
