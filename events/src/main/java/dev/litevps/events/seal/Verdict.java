package dev.litevps.events.seal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of a store has found.
 *
 * @param events how many were read
 * @param proven the last checkpoint that all events before it agree with; null if there is none
 * @param checkpoints how many checkpoints agree with the events
 * @param unsealed how many events come behind the last checkpoint
 * @param findings what is not as it was, by position; if there are very many, the first of them
 */
public record Verdict(
        long events, @Nullable Checkpoint proven, int checkpoints, long unsealed, List<Finding> findings) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether everything that was sealed is as it was. */
    public boolean isIntact() {
        return findings.isEmpty();
    }

    /** Where to begin to look. */
    public Optional<Finding> first() {
        return findings.stream().findFirst();
    }
}
