package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.YamlDocument.Mark;
import io.jenkins.plugins.attune.engine.pack.YamlDocument.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns one file's graph of YAML nodes into JSON values and remembers where each came from.
 *
 * <p>Aliases are expanded, and counted as they are, so that a small file can't become a large value. Used once.
 */
final class YamlConverter {
    private static final Set<Tag> SCALARS = Set.of(Tag.STR, Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.MERGE);

    /** All pointers together: a long key is repeated in the pointer of everything below it. */
    private static final long MAX_POINTER_CHARACTERS = 20_000_000;

    private final String file;
    private final YamlLimits limits;
    private final Consumer<Problem> problems;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    @CheckForNull
    private Position aliasUsed;

    private int nodes;
    private long pointerCharacters;

    YamlConverter(String file, YamlLimits limits, Consumer<Problem> problems) {
        this.file = file;
        this.limits = limits;
        this.problems = problems;
    }

    Optional<YamlDocument> convert(Node root) {
        try {
            JsonNode value = value(root, "", null);
            boolean scalar = root instanceof ScalarNode;
            return value.isNull() && !scalar ? Optional.empty() : Optional.of(new YamlDocument(file, value, marks));
        } catch (LimitException e) {
            report(e.position, "yaml-limit", e.getMessage());
            return Optional.empty();
        }
    }

    private JsonNode value(Node node, String pointer, @CheckForNull Position key) throws LimitException {
        boolean alias = aliasUsed == null && isAlias(node);
        if (alias) {
            aliasUsed = YamlReader.position(open.element().getStartMark());
        }
        JsonNode value = valueHere(node, pointer, key);
        if (alias) {
            aliasUsed = null;
        }
        return value;
    }

    /** An alias is the very node it stands for, which begins before whatever holds the alias. */
    private boolean isAlias(Node node) {
        return !open.isEmpty()
                && node.getStartMark().getIndex()
                        < open.element().getStartMark().getIndex();
    }

    private JsonNode valueHere(Node node, String pointer, @CheckForNull Position key) throws LimitException {
        Position start = YamlReader.position(node.getStartMark());
        Position from = key == null ? start : key;
        count(from);
        pointerCharacters += pointer.length();
        if (pointerCharacters > MAX_POINTER_CHARACTERS) {
            throw limit(from, "the keys are too long for how deep they are nested");
        }
        if (node instanceof ScalarNode scalar) {
            Position place = scalar.isPlain() && scalar.getValue().isEmpty() ? from : start;
            JsonNode value = scalar(scalar, place);
            marks.put(pointer, new Mark(from, place, value.isTextual() ? null : scalar.getValue()));
            return value;
        }
        marks.put(pointer, new Mark(from, start, null));
        if (!hasKnownTag(node)) {
            return NullNode.getInstance();
        }
        enter(node, from);
        if (open.size() > limits.depth()) {
            throw limit(from, "mappings and lists are nested deeper than " + limits.depth());
        }
        JsonNode value =
                node instanceof MappingNode mapping ? object(mapping, pointer) : array((SequenceNode) node, pointer);
        open.pop();
        return value;
    }

    private void enter(Node node, Position place) throws LimitException {
        if (open.contains(node)) {
            throw limit(place, "an alias leads back to what holds it");
        }
        open.push(node);
    }

    /** The place to show is where an alias is used, not where what it stands for is written. */
    private LimitException limit(Position place, String message) {
        return new LimitException(aliasUsed == null ? place : aliasUsed, message);
    }

    private void count(Position place) throws LimitException {
        if (++nodes > limits.nodes()) {
            throw limit(place, "more than " + limits.nodes() + " keys and values, repeated ones included");
        }
    }

    private JsonNode scalar(ScalarNode node, Position place) {
        Tag tag = node.getTag();
        if (!SCALARS.contains(tag)) {
            report(place, "yaml-tag", unknown(tag));
            return NullNode.getInstance();
        }
        try {
            return CoreSchema.value(tag, node.getValue());
        } catch (IllegalArgumentException e) {
            report(place, "yaml-number", e.getMessage());
            return NullNode.getInstance();
        }
    }

    private ArrayNode array(SequenceNode node, String pointer) throws LimitException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node item : node.getValue()) {
            array.add(value(item, YamlDocument.child(pointer, array.size()), null));
        }
        return array;
    }

    private ObjectNode object(MappingNode node, String pointer) throws LimitException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : node.getValue()) {
            if (!tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                member(tuple, pointer, object);
            }
        }
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), pointer, object);
            }
        }
        return object;
    }

    private void member(NodeTuple tuple, String pointer, ObjectNode object) throws LimitException {
        Position place = YamlReader.position(tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            report(place, "yaml-syntax", "a key must be a plain text, number or truth value");
            return;
        }
        if (!SCALARS.contains(key.getTag())) {
            report(place, "yaml-tag", unknown(key.getTag()));
            return;
        }
        String name = key.getValue();
        String child = YamlDocument.child(pointer, name);
        if (object.has(name)) {
            Position first = marks.get(child).key();
            report(
                    place,
                    "duplicate-key",
                    "the key '" + YamlObject.shown(name) + "' is given twice; the first stands in line " + first.line()
                            + ", column " + first.column());
            return;
        }
        object.set(name, value(tuple.getValueNode(), child, place));
    }

    /** What is written in the mapping itself wins over what is merged, and an earlier merge over a later one. */
    private void merge(Node from, String pointer, ObjectNode into) throws LimitException {
        if (from instanceof SequenceNode several) {
            for (Node one : several.getValue()) {
                mergeOne(one, pointer, into);
            }
        } else {
            mergeOne(from, pointer, into);
        }
    }

    private void mergeOne(Node from, String pointer, ObjectNode into) throws LimitException {
        if (!(from instanceof MappingNode mapping)) {
            report(YamlReader.position(from.getStartMark()), "yaml-syntax", "only mappings can be merged with '<<'");
            return;
        }
        enter(mapping, YamlReader.position(from.getStartMark()));
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            count(YamlReader.position(from.getStartMark()));
            if (key.getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), pointer, into);
            } else if (!(key instanceof ScalarNode scalar) || !into.has(scalar.getValue())) {
                member(tuple, pointer, into);
            }
        }
        open.pop();
    }

    private boolean hasKnownTag(Node node) {
        Tag expected = node instanceof MappingNode ? Tag.MAP : Tag.SEQ;
        boolean known = node.getTag().equals(expected);
        if (!known) {
            report(YamlReader.position(node.getStartMark()), "yaml-tag", unknown(node.getTag()));
        }
        return known;
    }

    private static String unknown(Tag tag) {
        return "the tag '" + YamlObject.shown(tag.getValue()) + "' is not allowed; only those of JSON values are";
    }

    private void report(Position place, String rule, String message) {
        problems.accept(new Problem(Severity.ERROR, file, place.line(), place.column(), rule, message));
    }

    /** Reading must stop here. */
    private static final class LimitException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Position position;

        LimitException(Position position, String message) {
            super(message);
            this.position = position;
        }
    }
}
