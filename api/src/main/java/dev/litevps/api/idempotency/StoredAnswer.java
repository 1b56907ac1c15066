package dev.litevps.api.idempotency;

import java.util.List;
import java.util.Map;

/** An answer as it is given again. */
final class StoredAnswer {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param headers those that belong to the answer rather than to the moment
     * @param body nobody may change it any more
     */
    StoredAnswer(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
