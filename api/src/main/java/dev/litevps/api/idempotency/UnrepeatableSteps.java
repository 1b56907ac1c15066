package dev.litevps.api.idempotency;

import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Marks what must not be done twice, and of which nobody can find out afterwards whether it was done. */
@Component
public class UnrepeatableSteps {

    private final RequestSteps steps;

    UnrepeatableSteps(RequestSteps steps) {
        this.steps = steps;
    }

    /**
     * To be called just before it is done. False if an earlier attempt at the request got that far; a request without a key
     * has no earlier attempts. Blocks.
     *
     * @param step names what is done among all that the request does
     */
    public boolean begin(ServerWebExchange exchange, String step) {
        return KeyedRequest.of(exchange)
                .map(request -> steps.mark(request, step))
                .orElse(true);
    }
}
