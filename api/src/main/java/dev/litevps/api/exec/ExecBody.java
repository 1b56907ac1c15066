package dev.litevps.api.exec;

import org.jspecify.annotations.Nullable;

/** What shall be run in a VPS, as it was asked for. */
record ExecBody(
        @Nullable String command,
        @Nullable Integer timeoutSeconds,
        @Nullable Boolean background) {}
