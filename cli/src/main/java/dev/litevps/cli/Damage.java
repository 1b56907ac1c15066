package dev.litevps.cli;

import dev.litevps.cli.SealLines.DamagedLine;
import dev.litevps.events.seal.Finding;
import dev.litevps.events.seal.Finding.Kind;
import dev.litevps.events.seal.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds to a verdict what could not be read at all, and was therefore not verified. */
final class Damage {

    private Damage() {}

    /** The verdict, in which an event that is missing since its line cannot be read is an altered one. */
    static Verdict added(Verdict verdict, List<DamagedLine> events, List<DamagedLine> leaves) {
        if (events.isEmpty() && leaves.isEmpty()) {
            return verdict;
        }
        List<Finding> findings = new ArrayList<>(verdict.findings());
        for (DamagedLine line : events) {
            Finding missing = missingWhere(line, findings);
            if (missing != null) {
                findings.remove(missing);
            }
            findings.add(altered(line, missing));
        }
        for (DamagedLine line : leaves) {
            findings.add(new Finding(Kind.SEAL_BROKEN, line.behind() + 1, null, null, sentence(line)));
        }
        findings.sort(Comparator.comparingLong(Finding::position).thenComparing(Finding::kind));
        return new Verdict(verdict.events(), verdict.proven(), verdict.checkpoints(), verdict.unsealed(), findings);
    }

    private static Finding altered(DamagedLine line, @Nullable Finding missing) {
        return new Finding(
                Kind.ALTERED,
                missing == null ? line.behind() + 1 : missing.position(),
                missing == null ? null : missing.eventId(),
                missing == null ? null : missing.aggregateId(),
                sentence(line));
    }

    /** The sealed hashes know which event was between those of the lines around it. */
    private static @Nullable Finding missingWhere(DamagedLine line, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() == Kind.MISSING && finding.eventId() != null)
                .filter(finding -> finding.position() > line.behind() && finding.position() < line.before())
                .min(Comparator.comparingLong(Finding::position))
                .orElse(null);
    }

    private static String sentence(DamagedLine line) {
        return "line %d cannot be read as %s %s; it comes behind position %d"
                .formatted(line.number(), line.what().startsWith("e") ? "an" : "a", line.what(), line.behind());
    }
}
