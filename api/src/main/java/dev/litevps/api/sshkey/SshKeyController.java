package dev.litevps.api.sshkey;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.sshkey.SshKeyCommand.AddSshKey;
import dev.litevps.command.sshkey.SshKeyCommand.RemoveSshKey;
import dev.litevps.events.sshkey.SshKeyId;
import dev.litevps.query.sshkey.SshKeyQueries;
import dev.litevps.query.sshkey.SshKeyRow;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/keys}: the public keys that an account can name when it creates a VPS. */
@RestController
@RequestMapping("/api/keys")
class SshKeyController {

    private static final int LONGEST_NAME = 100;

    private final Commands commands;
    private final SshKeyMaterial material;
    private final SshKeyQueries queries;
    private final Pages pages;
    private final Clock clock;

    SshKeyController(Commands commands, SshKeyMaterial material, SshKeyQueries queries, Pages pages, Clock clock) {
        this.commands = commands;
        this.material = material;
        this.queries = queries;
        this.pages = pages;
        this.clock = clock;
    }

    record UploadRequest(@Nullable String name, @Nullable String publicKey) {}

    record SshKeyResponse(String id, String name, String publicKey, String fingerprint, Instant createdAt) {

        static SshKeyResponse of(SshKeyRow row) {
            return new SshKeyResponse(
                    row.id().toString(), row.name(), row.publicKey(), row.fingerprint(), row.addedAt());
        }
    }

    @GetMapping
    Mono<ResponseEntity<List<SshKeyResponse>>> list(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return queries.byAccount(caller.accountId(), page.slice())
                .collectList()
                .map(rows -> page.answer(
                        rows, row -> Page.Position.of(row.addedAt(), row.id().toString()), SshKeyResponse::of));
    }

    @PostMapping
    Mono<ResponseEntity<SshKeyResponse>> upload(
            @RequestBody UploadRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        String name = request.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || !isPlainText(name)) {
            throw ApiException.badRequest(
                    "invalid_name", "name must have 1 to " + LONGEST_NAME + " characters, none of them a control");
        }
        String publicKey = request.publicKey();
        if (publicKey == null || publicKey.isBlank()) {
            throw ApiException.badRequest("missing_public_key", "public_key is required");
        }
        PublicKeyLine line = PublicKeyLine.parse(publicKey);
        SshKeyId id = SshKeyId.of(RequestIdentifiers.next(exchange));
        AddSshKey command =
                new AddSshKey(id, caller.accountId(), name, line.line(), line.fingerprint(), clock.instant());
        return commands.sendWith(
                        () -> material.add(caller.accountId(), line.fingerprint(), id), command, caller, exchange)
                .then(queries.byId(id))
                .map(row ->
                        ResponseEntity.created(URI.create("/api/keys/" + id)).body(SshKeyResponse.of(row)));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> parse(id))
                .flatMap(queries::byId)
                .filter(row -> row.accountId().equals(caller.accountId()))
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("SSH key")))
                .flatMap(row -> commands.sendWith(
                        () -> material.remove(caller.accountId(), row.id()),
                        new RemoveSshKey(row.id(), caller.accountId(), clock.instant()),
                        caller,
                        exchange))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** Whether every database and every terminal can take it: no control characters, no half of a surrogate pair. */
    private static boolean isPlainText(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    private static SshKeyId parse(String id) {
        try {
            return SshKeyId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("SSH key");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
