package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads secrets that hold JSON; what goes wrong is never told with the content. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** @throws IllegalArgumentException where it is no JSON; whoever checked the parameters has refused that before */
    static JsonNode parse(SecretValue secret) {
        return secret.withBytes(bytes -> {
            try {
                return MAPPER.readTree(bytes);
            } catch (IOException e) {
                // The cause stays out: its message would quote the secret.
                throw new IllegalArgumentException("a secret that should hold JSON does not");
            }
        });
    }
}
