package dev.litevps.cli;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.Finding;
import dev.litevps.events.seal.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what a verification has found. */
final class VerdictPrinter {

    private static final int MOST_SHOWN = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final OutputForm form;

    VerdictPrinter(PrintWriter out, OutputForm form) {
        this.out = out;
        this.form = form;
    }

    void print(Verdict verdict) {
        switch (form) {
            case JSON -> out.println(json(verdict));
            case TABLE -> table(verdict);
        }
        out.flush();
    }

    private void table(Verdict verdict) {
        Checkpoint proven = verdict.proven();
        if (verdict.isIntact()) {
            out.println("INTACT: all events are as they were sealed.");
        } else {
            List<Finding> findings = verdict.findings();
            out.println("TAMPERED WITH: " + sentence(findings.getFirst()) + ".");
            findings.stream().skip(1).limit(MOST_SHOWN).forEach(finding -> out.println("  also " + sentence(finding)));
            if (findings.size() > MOST_SHOWN + 1) {
                out.printf(Locale.ROOT, "  and %,d more%n", findings.size() - MOST_SHOWN - 1);
            }
        }
        out.printf(
                Locale.ROOT,
                "%,d events read, %,d of them not sealed yet; %,d checkpoints agree.%n",
                verdict.events(),
                verdict.unsealed(),
                verdict.checkpoints());
        if (proven != null) {
            out.printf(
                    Locale.ROOT,
                    "Proven through position %d: the %,d events of %s at %s.%n",
                    proven.lastPosition(),
                    proven.size(),
                    proven.origin(),
                    proven.at());
        }
    }

    /** Position, event, aggregate and what happened. */
    static String sentence(Finding finding) {
        String event = finding.eventId() == null ? "" : ", event " + finding.eventId();
        String aggregate = finding.aggregateId() == null ? "" : ", aggregate " + finding.aggregateId();
        return "position " + finding.position() + event + aggregate + ": " + word(finding) + ": " + finding.detail();
    }

    private static String word(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String json(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode()
                .put("intact", verdict.isIntact())
                .put("events", verdict.events())
                .put("unsealed", verdict.unsealed())
                .put("checkpoints", verdict.checkpoints());
        Checkpoint proven = verdict.proven();
        if (proven == null) {
            json.putNull("proven");
        } else {
            json.putObject("proven")
                    .put("origin", proven.origin())
                    .put("size", proven.size())
                    .put("last_position", proven.lastPosition())
                    .put("at", proven.at().toString());
        }
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : verdict.findings()) {
            findings.addObject()
                    .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("position", finding.position())
                    .put("event_id", finding.eventId())
                    .put("aggregate_id", finding.aggregateId())
                    .put("detail", finding.detail());
        }
        return json.toString();
    }
}
