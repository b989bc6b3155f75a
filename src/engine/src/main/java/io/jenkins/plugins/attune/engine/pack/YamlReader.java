package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.YamlDocument.Position;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.2 safely and within bounds: no Java class from a tag, no alias bomb, every error with its place.
 *
 * <p>Only SnakeYAML's node graph is used, never its constructors; {@link YamlConverter} turns it into JSON values.
 */
public final class YamlReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final YamlLimits limits;
    private final Consumer<Problem> problems;

    private YamlReader(String file, YamlLimits limits, Consumer<Problem> problems) {
        this.file = file;
        this.limits = limits;
        this.problems = problems;
    }

    /** As {@link #read(String, byte[], YamlLimits, Consumer)}, within the limits of a pack's files. */
    public static Optional<YamlDocument> read(String file, byte[] content, Consumer<Problem> problems) {
        return read(file, content, YamlLimits.PACK, problems);
    }

    /**
     * Reads one document.
     *
     * @param file path to show in messages
     * @return empty where nothing could be made of it; with duplicate keys the document is there, and so is the problem
     */
    public static Optional<YamlDocument> read(
            String file, byte[] content, YamlLimits limits, Consumer<Problem> problems) {
        return new YamlReader(file, limits, problems).read(content);
    }

    private Optional<YamlDocument> read(byte[] content) {
        if (content.length > limits.bytes()) {
            return fail(new Position(0, 0), "yaml-limit", "larger than " + limits.bytes() + " bytes");
        }
        String text = decode(content);
        if (text == null || !isPrintable(text)) {
            return Optional.empty();
        }
        try {
            Node root = compose(text);
            if (root == null) {
                return fail(new Position(1, 1), "empty", "the file is empty");
            }
            return new YamlConverter(file, limits, problems).convert(root);
        } catch (MarkedYAMLException e) {
            return fail(position(e), "yaml-syntax", YamlMessages.explain(e));
        } catch (YAMLException e) {
            YamlMessages.Stop stop = YamlMessages.stopOf(text, options(), limits.depth());
            return fail(stop.position(), stop.rule(), stop.message());
        }
    }

    @CheckForNull
    private Node compose(String text) {
        LoaderOptions options = options();
        return new Composer(new ParserImpl(new StreamReader(text), options), new CoreSchema(), options).getSingleNode();
    }

    private LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(false);
        options.setCodePointLimit(limits.bytes());
        options.setNestingDepthLimit(limits.depth());
        // The converter refuses tags it does not know, with a place; nothing is ever constructed from one.
        options.setTagInspector(tag -> true);
        // The converter counts what aliases expand to, which is what a bomb is made of; their number alone is harmless.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return options;
    }

    @CheckForNull
    private String decode(byte[] content) {
        CharBuffer characters = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content), characters, true);
        String text = characters.flip().toString();
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        if (result.isError()) {
            fail(endOf(text), "yaml-syntax", "not UTF-8: the byte here belongs to no character");
            return null;
        }
        return text;
    }

    private boolean isPrintable(String text) {
        int bad = 0;
        while (bad < text.length() && StreamReader.isPrintable(text.codePointAt(bad))) {
            bad += Character.charCount(text.codePointAt(bad));
        }
        if (bad == text.length()) {
            return true;
        }
        String message = String.format("the character U+%04X is not allowed in YAML", text.codePointAt(bad));
        fail(endOf(text.substring(0, bad)), "yaml-syntax", message);
        return false;
    }

    private Optional<YamlDocument> fail(Position position, String rule, String message) {
        problems.accept(new Problem(Severity.ERROR, file, position.line(), position.column(), rule, message));
        return Optional.empty();
    }

    private static Position endOf(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Position(line, 1 + text.codePointCount(lineStart, text.length()));
    }

    private static Position position(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        return mark == null ? new Position(1, 1) : position(mark);
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
