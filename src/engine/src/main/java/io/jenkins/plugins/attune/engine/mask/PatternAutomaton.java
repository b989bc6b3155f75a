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
    private int states = 1;

    PatternAutomaton(Collection<byte[]> patterns) {
        int most = 1 + patterns.stream().mapToInt(pattern -> pattern.length).sum();
        longest = patterns.stream().mapToInt(pattern -> pattern.length).max().orElse(0);
        label = new byte[most];
        firstChild = filled(most);
        sibling = filled(most);
        fallback = new int[most];
        depth = new int[most];
        match = new int[most];
        patterns.forEach(this::add);
        for (int child = firstChild[0]; child != NONE; child = sibling[child]) {
            fromRoot[label[child] & 0xFF] = child;
        }
        link();
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

    /** Sets the fallbacks, nearest states first: that of a state is the longest other prefix it ends with. */
    private void link() {
        int[] queue = new int[states];
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

    /** The length of the longest pattern. */
    int longest() {
        return longest;
    }

    boolean isEmpty() {
        return longest == 0;
    }

    /** Wipes the patterns: nothing is found any more. */
    @Override
    public void close() {
        Arrays.fill(label, (byte) 0);
        Arrays.fill(firstChild, NONE);
        Arrays.fill(fromRoot, 0);
    }
}
