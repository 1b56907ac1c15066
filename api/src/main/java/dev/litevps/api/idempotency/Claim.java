package dev.litevps.api.idempotency;

/** What came of an attempt to be the one who answers a keyed request. */
sealed interface Claim {

    /** It is ours to answer: for the first time, or because whoever began has died or could not finish. */
    record Ours(KeyedRequest request) implements Claim {}

    /** It was answered before. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** Somebody is about to answer it. */
    record InFlight() implements Claim {}

    /** The key was used for another request. */
    record Reused() implements Claim {}
}
