package dev.litevps.api.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** It already says in one sentence what is wrong, also where the framework would rather tell how it found out. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettings> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidSettings cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
