package io.jenkins.plugins.attune.cli;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What sources ask the platform for, as far as a search of their text finds it.
 *
 * <p>A search promises nothing; it says where to look when an action fails.
 *
 * @param imports whether they import its client for Python
 * @param asks whether they have to do with the platform at all
 * @param refused parts of the platform that the key bridge does not offer
 * @param calls such that not every release of attune-sdk takes them
 */
record PlatformUse(boolean imports, boolean asks, Set<String> refused, Set<Call> calls) {
    static final PlatformUse NONE = new PlatformUse(false, false, Set.of(), Set.of());

    /** What the key bridge offers, by the names that clients have for parts of the API. */
    private static final Set<String> OFFERED = Set.of("secrets", "keys", "artifacts");

    private static final Pattern CLIENT = Pattern.compile("attune\\.api_client\\.api(?:\\.|\\s+import\\s+)(\\w+)");
    private static final Pattern PATH =
            Pattern.compile("/api/v1/(events|executions/execute|packs|rules|triggers|workflows|inquiries|queues)\\b");

    /** Files that mention this talk to the platform themselves. */
    private static final Pattern DIRECT = Pattern.compile("ATTUNE_API_URL|_attune_");

    /** Calls that only some releases of attune-sdk (0.1.0 to 0.5.4 were looked at) take. */
    enum Call {
        OF_NO_RELEASE(
                "get_key\\.\\w+\\([^)]*\\bkey_ref\\s*=",
                "calls get_key(key_ref=…), which no release of attune-sdk up to 0.5.4 takes"),
        OF_ONE_RELEASE(
                "get_key\\.\\w+\\([^)]*\\bdecrypt\\s*=",
                "calls get_key(decrypt=…), which of attune-sdk only 0.3.0 takes"),
        OF_OLDER_RELEASES(
                "CreateKeyRequest\\([^)]*?\\bref\\s*=", "writes keys by ref=…, which attune-sdk takes up to 0.3.0");

        private final Pattern text;
        private final String remark;

        Call(String text, String remark) {
            this.text = Pattern.compile(text);
            this.remark = remark;
        }
    }

    static PlatformUse of(String source) {
        Set<String> refused = new TreeSet<>();
        boolean imports = false;
        boolean asks = false;
        for (Matcher client = CLIENT.matcher(source); client.find(); ) {
            imports = true;
            if (!OFFERED.contains(client.group(1))) {
                refused.add(client.group(1));
            }
        }
        if (DIRECT.matcher(source).find()) {
            asks = true;
            for (Matcher path = PATH.matcher(source); path.find(); ) {
                refused.add(path.group(1));
            }
        }
        Set<Call> calls = EnumSet.noneOf(Call.class);
        for (Call call : Call.values()) {
            if (call.text.matcher(source).find()) {
                calls.add(call);
            }
        }
        return new PlatformUse(imports, imports || asks || !calls.isEmpty(), refused, calls);
    }

    PlatformUse and(PlatformUse other) {
        Set<String> allRefused = new TreeSet<>(refused);
        allRefused.addAll(other.refused);
        Set<Call> allCalls = EnumSet.noneOf(Call.class);
        allCalls.addAll(calls);
        allCalls.addAll(other.calls);
        return new PlatformUse(imports || other.imports, asks || other.asks, allRefused, allCalls);
    }

    /** One sentence for each thing that may stand in the way. */
    Collection<String> remarks() {
        return Stream.concat(
                        refused.stream().map(part -> "asks the platform for " + part),
                        calls.stream().map(call -> call.remark))
                .sorted()
                .toList();
    }
}
