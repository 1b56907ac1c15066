package dev.litevps.api.seal;

import dev.litevps.api.seal.SealReads.Proof;
import dev.litevps.api.seal.SealReads.StoredCheckpoint;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Checkpoints, the keys that they are signed with, and proofs. */
@RestController
@RequestMapping("/api/audit")
class SealController {

    private final SealReads reads;
    private final SealThreads threads;
    private final SealKeys keys;
    private final Pages pages;

    SealController(SealReads reads, SealThreads threads, SealKeys keys, Pages pages) {
        this.reads = reads;
        this.threads = threads;
        this.keys = keys;
        this.pages = pages;
    }

    /** The root in base64, as in the note. */
    @SuppressWarnings("ArrayRecordComponent") // It is written and forgotten.
    record CheckpointResponse(long size, byte[] root, long lastPosition, Instant at, String keyId, String note) {

        static CheckpointResponse of(StoredCheckpoint checkpoint) {
            return new CheckpointResponse(
                    checkpoint.size(),
                    checkpoint.root(),
                    checkpoint.lastPosition(),
                    checkpoint.at(),
                    checkpoint.keyId(),
                    checkpoint.note());
        }
    }

    record KeyResponse(String keyId, String algorithm, boolean signing, String verifierKey, String publicKey) {}

    /** All hashes, and the bytes that the leaf's is of, in base64. */
    @SuppressWarnings("ArrayRecordComponent") // It is written and forgotten.
    record ProofResponse(
            EventLine event,
            byte[] leaf,
            byte[] leafHash,
            long leafIndex,
            long treeSize,
            List<byte[]> path,
            String checkpoint) {

        static ProofResponse of(Proof proof) {
            StoredEvent event = proof.event();
            return new ProofResponse(
                    EventLine.of(event),
                    event.encoded(),
                    event.leafHash(),
                    proof.index(),
                    proof.checkpoint().size(),
                    proof.path(),
                    proof.checkpoint().note());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // It is written and forgotten.
    record ConsistencyResponse(long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {}

    @GetMapping("/checkpoints")
    Mono<ResponseEntity<List<CheckpointResponse>>> checkpoints(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        Page.Position after = page.after();
        long below = after == null ? Long.MAX_VALUE : after.number();
        return threads.call(() -> reads.checkpoints(below, page.offset(), page.rowsToRead()))
                .map(rows -> page.answer(rows, row -> new Page.Position(row.size(), ""), CheckpointResponse::of));
    }

    @GetMapping("/checkpoints/latest")
    Mono<CheckpointResponse> latest() {
        return threads.call(this::known).map(CheckpointResponse::of);
    }

    private StoredCheckpoint known() {
        return reads.latest().orElseThrow(() -> ApiException.notFound("checkpoint"));
    }

    @GetMapping("/checkpoints/consistency")
    Mono<ConsistencyResponse> consistency(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return threads.call(() -> {
            long last = known().size();
            long second = SealNumbers.from(to, "to", last, 0, last);
            long first = SealNumbers.required(from, "from", 0, second);
            return new ConsistencyResponse(
                    first, reads.root(first), second, reads.root(second), reads.consistency(first, second));
        });
    }

    @GetMapping("/events/{id}/proof")
    Mono<ProofResponse> proof(@PathVariable String id) {
        String eventId = parse(id);
        return threads.call(() -> {
            StoredEvent event = reads.event(eventId).orElseThrow(() -> ApiException.notFound("event"));
            return reads.proof(event)
                    .map(ProofResponse::of)
                    .orElseThrow(() -> ApiException.conflict(
                            "not_sealed", "the event is not sealed yet; ask again in a few seconds"));
        });
    }

    private static String parse(String id) {
        try {
            return UUID.fromString(id).toString();
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound("event");
            unknown.initCause(e);
            throw unknown;
        }
    }

    @GetMapping("/seal/keys")
    List<KeyResponse> keys() {
        List<SealKey> published = keys.published();
        return published.stream()
                .map(key -> new KeyResponse(
                        key.id(), "Ed25519", key.equals(published.getFirst()), key.verifierKey(), key.pem()))
                .toList();
    }
}
