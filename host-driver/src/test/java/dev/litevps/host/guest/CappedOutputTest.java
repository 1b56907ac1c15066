package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outputs of commands keep what they may, alone and beside others. */
class CappedOutputTest {

    private static final int FREE = CappedOutput.ALWAYS_KEPT_BYTES;

    private static void print(CappedOutput output, int bytes) {
        output.write("x".repeat(bytes).getBytes(StandardCharsets.UTF_8), 0, bytes);
    }

    @Test
    void keepsTheFirstBytesAndSaysThatThereWereMore() {
        CappedOutput output = new CappedOutput(10, OutputBudget.endless());
        print(output, 10);
        assertThat(output.isTruncated()).isFalse();
        print(output, 1);

        assertThat(output.isTruncated()).isTrue();
        assertThat(output.text()).hasSize(10);
    }

    @Test
    void manyThatPrintMuchKeepNoMoreThanTheBudgetTogether() {
        OutputBudget budget = new OutputBudget(3 * FREE);
        List<CappedOutput> outputs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CappedOutput output = new CappedOutput(4 * FREE, budget);
            print(output, 4 * FREE);
            outputs.add(output);
        }

        assertThat(outputs.stream().mapToLong(output -> output.text().length()).sum())
                .isEqualTo(10L * FREE + 3L * FREE);
        assertThat(outputs.getFirst().isTruncated()).isFalse();
        assertThat(outputs.getLast().isTruncated()).isTrue();
        assertThat(outputs.getLast().text()).as("what each may always keep").hasSize(FREE);

        outputs.getFirst().release();
        CappedOutput next = new CappedOutput(4 * FREE, budget);
        print(next, 4 * FREE);
        assertThat(next.isTruncated()).isFalse();
    }

    @Test
    void nothingIsKeptBehindAGap() {
        OutputBudget budget = new OutputBudget(0);
        CappedOutput output = new CappedOutput(4 * FREE, budget);
        print(output, FREE + 1);
        budget.giveBack(FREE);
        print(output, 1);

        assertThat(output.text()).hasSize(FREE);
        assertThat(output.isTruncated()).isTrue();
    }
}
