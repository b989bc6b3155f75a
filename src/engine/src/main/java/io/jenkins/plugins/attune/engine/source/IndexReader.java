package io.jenkins.plugins.attune.engine.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an index of format 1.0, entry by entry; one that makes no sense is told and hurts no other.
 *
 * <p>What an entry tells of the pack's content is passed over: the pack says it better.
 */
final class IndexReader {
    /** Largest index, in bytes; the public one takes 4 KiB for each pack. */
    static final int MAX_BYTES = 4 << 20;

    private static final int MAX_ENTRIES = 5_000;
    private static final int MAX_PROBLEMS = 100;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_TEXT = 64 << 10;
    private static final String MAJOR = "1.";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .build())
            .build();

    private final String url;
    private final UrlRules rules;
    private final List<PackIndex.Entry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String name = "";

    private IndexReader(String url, UrlRules rules) {
        this.url = url;
        this.rules = rules;
    }

    static PackIndex read(String url, byte[] json, UrlRules rules) throws PackRefusedException, IOException {
        IndexReader reader = new IndexReader(url, rules);
        try (JsonParser parser = MAPPER.createParser(json)) {
            reader.document(parser);
        } catch (JsonProcessingException e) {
            throw new PackRefusedException(
                    "the index can't be read: " + e.getOriginalMessage(), reader.place(), null, e);
        }
        return new PackIndex(url, reader.name, reader.entries, reader.problems);
    }

    private void document(JsonParser parser) throws IOException, PackRefusedException {
        boolean found = false;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new PackRefusedException("this is no index of packs: it is no JSON object", place(), null);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("packs") && value == JsonToken.START_ARRAY) {
                found = true;
                packs(parser);
            } else if (field.equals("registry_name")) {
                name = parser.getValueAsString("");
            } else if (field.equals("version") && !parser.getValueAsString("").startsWith(MAJOR)) {
                throw new PackRefusedException(
                        "the index is of version '" + EntryName.shown(parser.getValueAsString(""))
                                + "', and 1.x is understood",
                        place(),
                        null);
            }
            parser.skipChildren();
        }
        if (!found) {
            throw new PackRefusedException("this is no index of packs: it has no list 'packs'", place(), null);
        }
    }

    private void packs(JsonParser parser) throws IOException, PackRefusedException {
        for (int number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
            if (number > MAX_ENTRIES) {
                throw new PackRefusedException("the index has more than " + MAX_ENTRIES + " entries", place(), null);
            }
            JsonNode node = MAPPER.readTree(parser);
            try {
                PackIndex.Entry entry = new IndexEntryReader(url, rules).read(node);
                if (seen.add(entry.ref())) {
                    entries.add(entry);
                } else {
                    problem(number, "there is an entry '" + entry.ref() + "' before it, which counts");
                }
            } catch (IllegalArgumentException | PackRefusedException e) {
                problem(number, String.valueOf(e.getMessage()));
            }
        }
    }

    private void problem(int number, String why) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add("entry " + number + ": " + why);
        }
    }

    private String place() {
        return UrlRules.shown(url);
    }
}
