package io.jenkins.plugins.attune.engine.pack;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names somebody may have meant. */
public final class NearestNames {
    /** Most names offered. */
    private static final int MAX_NAMES = 5;

    /** Longest name compared, in characters: the cost grows with the product of the lengths. */
    private static final int MAX_LENGTH = 255;

    /** One letter in so many may be wrong. */
    private static final int LETTERS_PER_SLIP = 3;

    private NearestNames() {}

    /** The names nearest to {@code wanted}, best first, at most five; empty where none is near. */
    public static List<String> to(String wanted, Collection<String> names) {
        int slips = Math.max(2, wanted.length() / LETTERS_PER_SLIP);
        record Near(String name, int distance) {}
        return names.stream()
                .distinct()
                .map(name -> new Near(name, distance(wanted, name)))
                .filter(near -> near.distance() <= slips)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MAX_NAMES)
                .map(Near::name)
                .toList();
    }

    /** How many letters must be put in, taken out, replaced or swapped with the next; case does not count. */
    static int distance(String left, String right) {
        if (left.length() > MAX_LENGTH || right.length() > MAX_LENGTH) {
            return Integer.MAX_VALUE;
        }
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
