package dev.litevps.api.operations;

import java.util.Locale;

/** How names of the code are written in JSON. */
final class Words {

    private Words() {}

    /** {@code TASK_RETRIED} as {@code task_retried}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code dev.litevps.saga.power.PowerSaga} as {@code power}. */
    static String ofSaga(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        String bare = simple.endsWith("Saga") ? simple.substring(0, simple.length() - "Saga".length()) : simple;
        return bare.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
