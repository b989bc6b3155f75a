package io.jenkins.plugins.attune.engine.mask;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds many byte strings at once in a stream (Aho and Corasick, 1975): one state per prefix of a pattern.
 *
 * <p>Children are linked lists and not tables of 256, because a secret may be a key file of many kilobytes in ten
 * forms. State 0 is the empty prefix. Immutable but for {@link #close()}.
 */
final class PatternAutomaton implements AutoCloseable {
    private static final int NONE = -1;

    private final byte[] label;
    private final int[] firstChild;
    private final int[] sibling;
    private final int[] fallback;
    private final int[] depth;
    private final int[] match;
    private final int[] fromRoot = new int[256];
    private final int longest;
    private volatile boolean closed;

    PatternAutomaton(Collection<byte[]> patterns) {
        longest = patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(0);
        // Patterns share their beginnings, so that there are far fewer states than bytes.
        Trie trie = new Trie(
                1 + patterns.stream().mapToInt(pattern -> pattern.length).sum());
        patterns.forEach(trie::add);
        label = Arrays.copyOf(trie.label, trie.states);
        Arrays.fill(trie.label, (byte) 0);
        firstChild = Arrays.copyOf(trie.firstChild, trie.states);
        sibling = Arrays.copyOf(trie.sibling, trie.states);
        depth = Arrays.copyOf(trie.depth, trie.states);
        match = Arrays.copyOf(trie.match, trie.states);
        fallback = new int[trie.states];
        for (int child = firstChild[0]; child != NONE; child = sibling[child]) {
            fromRoot[label[child] & 0xFF] = child;
        }
        link();
    }

    /** Sets the fallbacks, nearest states first: that of a state is the longest other prefix it ends with. */
    private void link() {
        int[] queue = new int[label.length];
        int head = 0;
        int tail = 1;
        while (head < tail) {
            int state = queue[head++];
            for (int child = firstChild[state]; child != NONE; child = sibling[child]) {
                queue[tail++] = child;
                fallback[child] = state == 0 ? 0 : next(fallback[state], label[child]);
                match[child] = Math.max(match[child], match[fallback[child]]);
            }
        }
    }

    private int child(int state, byte value) {
        int child = firstChild[state];
        while (child != NONE && label[child] != value) {
            child = sibling[child];
        }
        return child;
    }

    int next(int state, byte value) {
        int current = state;
        while (current != 0) {
            int child = child(current, value);
            if (child != NONE) {
                return child;
            }
            current = fallback[current];
        }
        return fromRoot[value & 0xFF];
    }

    /** How many of the last bytes are the beginning of a pattern. */
    int depth(int state) {
        return depth[state];
    }

    /** The length of the longest pattern that ends here; 0 where none does. */
    int longestMatch(int state) {
        return match[state];
    }

    /**
     * How many bytes at the beginning of a text are the end of a pattern; all of them where the text lies within one.
     *
     * <p>The other way round than everything else here (Knuth, Morris and Pratt, 1977): the text is looked for in the
     * patterns, all of them at once, since they are the paths of one tree whose parents have lower numbers than their
     * children.
     */
    int rest(byte[] text, int length) {
        int[] border = borders(text, length);
        int[] found = new int[label.length];
        int rest = 0;
        for (int state = 0; state < label.length; state++) {
            for (int child = firstChild[state]; child != NONE; child = sibling[child]) {
                int matched = found[state] == length ? border[length] : found[state];
                while (matched >= 0 && text[matched] != label[child]) {
                    matched = border[matched];
                }
                found[child] = matched + 1;
                boolean ends = match[child] == depth[child];
                if (ends || found[child] == length) {
                    rest = Math.max(rest, found[child]);
                }
            }
        }
        return rest;
    }

    /** Where to go on after so many bytes of the text and then another one than its next; -1 is anew, a byte later. */
    private static int[] borders(byte[] text, int length) {
        int[] border = new int[length + 1];
        border[0] = -1;
        int matched = -1;
        for (int i = 0; i < length; i++) {
            // What would fail at the same byte again is left out: that bounds the steps by the logarithm of the length.
            while (matched >= 0 && text[matched] != text[i]) {
                matched = border[matched];
            }
            matched++;
            boolean again = i + 1 < length && text[i + 1] == text[matched];
            border[i + 1] = again ? border[matched] : matched;
        }
        return border;
    }

    /** The length of the longest pattern. */
    int longest() {
        return longest;
    }

    boolean isEmpty() {
        return longest == 0;
    }

    boolean isClosed() {
        return closed;
    }

    /** What is not known any more can't be found: then nothing may pass. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the secrets are wiped, so they can no longer be hidden");
        }
    }

    /** Wipes the patterns. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(label, (byte) 0);
        Arrays.fill(firstChild, NONE);
        Arrays.fill(fromRoot, 0);
    }

    /** The prefixes while they are collected. */
    private static final class Trie {
        private final byte[] label;
        private final int[] firstChild;
        private final int[] sibling;
        private final int[] depth;
        private final int[] match;
        private int states = 1;

        Trie(int most) {
            label = new byte[most];
            firstChild = filled(most);
            sibling = filled(most);
            depth = new int[most];
            match = new int[most];
        }

        private static int[] filled(int size) {
            int[] array = new int[size];
            Arrays.fill(array, NONE);
            return array;
        }

        private void add(byte[] pattern) {
            int state = 0;
            for (byte value : pattern) {
                int next = child(state, value);
                if (next == NONE) {
                    next = states++;
                    label[next] = value;
                    depth[next] = depth[state] + 1;
                    sibling[next] = firstChild[state];
                    firstChild[state] = next;
                }
                state = next;
            }
            match[state] = pattern.length;
        }

        private int child(int state, byte value) {
            int child = firstChild[state];
            while (child != NONE && label[child] != value) {
                child = sibling[child];
            }
            return child;
        }
    }
}
