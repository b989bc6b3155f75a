package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWrapTest {
    @Test
    void breaksAtSpacesWithinTheWidth() {
        assertThat(TextWrap.wrap("one two three four", "  ", 11)).isEqualTo("  one two\n  three\n  four");
    }

    @Test
    void keepsTheAuthorsLineEndsAndLongWords() {
        assertThat(TextWrap.wrap("a\n\nbbbbbbbbbbbbbbb c\n", "", 5)).isEqualTo("a\n\nbbbbbbbbbbbbbbb\nc");
    }
}
