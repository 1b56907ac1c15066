package dev.litevps.api.startup;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Tells an analyzed failure in one line of the log, as it is told to a user; the cause's stack trace is there at debug level.
 * Failures that no analyzer knows are bugs and keep their stack trace.
 */
final class SentenceReporter implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger("litevps");

    @Override
    public void report(FailureAnalysis analysis) {
        log.error("LiteVPS did not start. {}", sentence(analysis));
        log.debug("It did not start because of", analysis.getCause());
    }

    static String sentence(FailureAnalysis analysis) {
        String action = Objects.requireNonNullElse(analysis.getAction(), "");
        return (analysis.getDescription() + " " + action)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
