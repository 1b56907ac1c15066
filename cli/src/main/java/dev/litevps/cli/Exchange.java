package dev.litevps.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request and its answer.
 *
 * @param method the HTTP method
 * @param path the path with its query, such as {@code /api/vps}
 * @param requestBody the JSON that was sent, if any
 * @param status the HTTP status of the answer
 * @param answer the JSON of the answer; a missing node where it had none
 * @param balanceRemaining the header {@code X-Balance-Remaining} in USD, which every authenticated answer has
 * @param duration from sending the request to having the whole answer
 */
record Exchange(
        String method,
        String path,
        @Nullable JsonNode requestBody,
        int status,
        JsonNode answer,
        Optional<String> balanceRemaining,
        Duration duration) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the server has not answered an earlier request of the same key yet. */
    boolean isInFlight() {
        return "idempotency_in_flight".equals(answer.path("code").asString(""));
    }

    /** Whether it may have been done although the answer is no success. */
    boolean isUncertain() {
        return status >= 500 || isInFlight();
    }

    /** A member of the answer that the API promises. */
    String text(String member) {
        JsonNode value = answer.path(member);
        if (!value.isString()) {
            throw new CommandFailure(
                    ExitStatus.FAILED, "The server's answer to " + method + " " + path + " has no " + member + ".");
        }
        return value.stringValue();
    }

    /** The sentence and exit status for an answer that is no success. */
    CommandFailure failure() {
        String reason = answer.path("error").asString("no reason given");
        return switch (status) {
            case 401 -> new CommandFailure(ExitStatus.UNAUTHENTICATED, "The server refused the login: " + reason + ".");
            case 402 ->
                new CommandFailure(
                        ExitStatus.INSUFFICIENT_BALANCE,
                        "The balance is too low: $%s of the required $%s."
                                .formatted(
                                        answer.path("balance").asString("?"),
                                        answer.path("required").asString("?")));
            default ->
                new CommandFailure(
                        ExitStatus.FAILED,
                        "The server answered " + method + " " + path + " with " + status + ": " + reason + ".");
        };
    }
}
