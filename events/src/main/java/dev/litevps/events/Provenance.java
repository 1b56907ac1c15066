package dev.litevps.events;

import java.util.List;

/**
 * The names of the metadata that says where an event came from. Together they are the audit trail: what is {@link #INHERITED}
 * is put on a command where it enters the system and is copied to everything that follows from it; the rest is set for every
 * message that another one caused.
 */
public final class Provenance {

    /** The account on whose behalf it happened. */
    public static final String ACCOUNT_ID = "account_id";

    /** The access token or session that the caller showed. */
    public static final String TOKEN_ID = "token_id";

    /** The {@link dev.litevps.events.account.Role} in which the caller acted. */
    public static final String ROLE = "role";

    /** The HTTP request that started it. */
    public static final String REQUEST_ID = "request_id";

    /** What the caller named its intent, so that repeating it does nothing. */
    public static final String IDEMPOTENCY_KEY = "idempotency_key";

    /** The identifier of the message that directly caused this one. */
    public static final String CAUSATION_ID = "causation_id";

    /** The identifier of the message with which it all began. */
    public static final String CORRELATION_ID = "correlation_id";

    /** The method and the path of that request, such as {@code POST /api/vps}. */
    public static final String REQUEST = "request";

    /** Of events: the name of the command that decided on it. */
    public static final String COMMAND = "command";

    /** Of events: the event that led to that command; absent if a request or the time did. */
    public static final String CAUSE_EVENT_ID = "cause_event_id";

    /** Of what a durable task reports: its kind and its id, such as {@code machine-order/Build/01a2…}. */
    public static final String TASK = "task";

    /** What a message hands on unchanged to the messages that it causes. */
    public static final List<String> INHERITED =
            List.of(ACCOUNT_ID, TOKEN_ID, ROLE, REQUEST_ID, REQUEST, IDEMPOTENCY_KEY);

    private Provenance() {}
}
