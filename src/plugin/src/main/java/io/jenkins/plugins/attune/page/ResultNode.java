package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A value inside a run's result, as a tree that a page can show; what is too much for a page is left out and told. */
public final class ResultNode {
    /** Of all levels together. */
    private static final int MAX_NODES = 2_000;

    private static final int MAX_DEPTH = 20;

    /** Of one text. */
    private static final int MAX_CHARACTERS = 4_000;

    private final String name;
    private final String text;
    private final boolean branch;
    private final List<ResultNode> children;

    private ResultNode(String name, String text, boolean branch, List<ResultNode> children) {
        this.name = name;
        this.text = text;
        this.branch = branch;
        this.children = List.copyOf(children);
    }

    /** @param value of lists, maps, texts, numbers and booleans */
    static ResultNode of(String name, @CheckForNull Object value) {
        return new Budget().node(name, value, 0);
    }

    /** What may still be shown. */
    private static final class Budget {
        private int nodes = MAX_NODES;

        ResultNode node(String name, @CheckForNull Object value, int depth) {
            nodes--;
            if (value instanceof Map<?, ?> map) {
                return branch(name, Messages.ResultNode_map(map.size()), map.entrySet(), depth);
            }
            if (value instanceof List<?> list) {
                return branch(name, Messages.ResultNode_list(list.size()), list, depth);
            }
            return new ResultNode(name, shown(value), false, List.of());
        }

        private ResultNode branch(String name, String text, Iterable<?> items, int depth) {
            List<ResultNode> children = new ArrayList<>();
            int index = 0;
            for (Object item : items) {
                if (nodes <= 0 || depth >= MAX_DEPTH) {
                    children.add(new ResultNode("", Messages.ResultNode_more(), false, List.of()));
                    break;
                }
                children.add(
                        item instanceof Map.Entry<?, ?> entry
                                ? node(String.valueOf(entry.getKey()), entry.getValue(), depth + 1)
                                : node(String.valueOf(index), item, depth + 1));
                index++;
            }
            return new ResultNode(name, text, true, children);
        }

        private static String shown(@CheckForNull Object value) {
            String text = String.valueOf(value);
            return text.length() <= MAX_CHARACTERS
                    ? text
                    : text.substring(0, MAX_CHARACTERS) + Messages.ResultNode_cut(text.length() - MAX_CHARACTERS);
        }
    }

    public String getName() {
        return name;
    }

    /** The value, or how much is in it. */
    public String getText() {
        return text;
    }

    /** Whether it holds others. */
    public boolean isBranch() {
        return branch;
    }

    public List<ResultNode> getChildren() {
        return children;
    }
}
