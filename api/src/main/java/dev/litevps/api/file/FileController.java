package dev.litevps.api.file;

import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.GuestThreads;
import dev.litevps.api.vps.OwnedVps;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.events.transfer.FileDirection;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestFiles;
import dev.litevps.host.GuestFiles.Download;
import dev.litevps.host.GuestFiles.Upload;
import dev.litevps.query.vps.VpsRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** {@code /api/vps/:id/files}: files go to and from a running VPS as they come, whatever their size. */
@RestController
@RequestMapping("/api/vps/{id}/files")
class FileController {

    private static final Logger LOG = LoggerFactory.getLogger(FileController.class);

    static final String MODE_HEADER = "X-File-Mode";

    /** How many pieces of a body, of a few KiB each, wait for the guest before the client is made to wait. */
    private static final int PIECES = 32;

    private static final int PIECE_BYTES = 64 * 1024;

    private final OwnedVps owned;
    private final GuestFiles files;
    private final GuestThreads threads;
    private final TransferAudit audit;
    private final FileProperties limits;

    FileController(OwnedVps owned, GuestFiles files, GuestThreads threads, TransferAudit audit, FileProperties limits) {
        this.owned = owned;
        this.files = files;
        this.threads = threads;
        this.audit = audit;
        this.limits = limits;
    }

    /**
     * What lies in the guest now.
     *
     * @param mode the permissions, in octal
     * @param sha256 of its content, in hexadecimal
     */
    record UploadResponse(String path, long sizeBytes, String mode, String sha256) {}

    /** 201 with a new file, or 200 with one that takes the place of another; in between there is the old one, as a whole. */
    @PutMapping
    Mono<ResponseEntity<UploadResponse>> upload(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String path,
            @RequestParam(required = false) @Nullable String mode,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        String target = GuestPath.parse(path);
        Integer permissions = FileMode.parse(mode);
        FileUpload upload = new FileUpload(limits.maxUpload().toBytes());
        upload.requireWithinLimit(exchange.getRequest().getHeaders().getContentLength());
        return owned.find(id, caller)
                .flatMap(vps -> toItsEnd(upload(vps, target, permissions, upload, caller, exchange)));
    }

    /** A client that goes away breaks its body off, and with that the upload: so the audit always sees how it ended. */
    private static <T> Mono<T> toItsEnd(Mono<T> work) {
        return Mono.create(answer -> work.subscribe(answer::success, answer::error));
    }

    private Mono<ResponseEntity<UploadResponse>> upload(
            VpsRow vps,
            String path,
            @Nullable Integer mode,
            FileUpload upload,
            Caller caller,
            ServerWebExchange exchange) {
        GuestAccess access = OwnedVps.reachable(vps);
        return audit.begin(vps, FileDirection.INTO_GUEST, path, caller, exchange)
                .flatMap(begun -> threads.run(() ->
                                store(access, path, mode, exchange.getRequest().getBody(), upload))
                        .onErrorResume(failure ->
                                audit.failed(begun, upload.sizeBytes(), failure).then(Mono.error(failure)))
                        .flatMap(stored -> audit.done(begun, stored.sizeBytes(), stored.sha256())
                                .thenReturn(stored)))
                .map(Stored::answer);
    }

    /** What was put into the guest. */
    private record Stored(ResponseEntity<UploadResponse> answer, long sizeBytes, String sha256) {}

    private Stored store(
            GuestAccess access, String path, @Nullable Integer mode, Flux<DataBuffer> body, FileUpload upload)
            throws IOException {
        try (Upload file = files.create(access, path, mode);
                InputStream content = DataBufferUtils.subscriberInputStream(body, PIECES)) {
            upload.copy(content, file);
            file.complete();
            String sha256 = upload.sha256();
            return new Stored(
                    ResponseEntity.status(file.replaces() ? HttpStatus.OK : HttpStatus.CREATED)
                            .body(new UploadResponse(path, upload.sizeBytes(), FileMode.format(file.mode()), sha256)),
                    upload.sizeBytes(),
                    sha256);
        }
    }

    /** To {@code HEAD} the headers only: the framework would read the whole file from the guest, and throw it away. */
    @GetMapping
    Mono<Void> download(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String path,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        String source = GuestPath.parse(path);
        return owned.find(id, caller).flatMap(vps -> download(vps, source, caller, exchange));
    }

    private Mono<Void> download(VpsRow vps, String path, Caller caller, ServerWebExchange exchange) {
        GuestAccess access = OwnedVps.reachable(vps);
        AtomicLong sentBytes = new AtomicLong();
        boolean headersOnly = exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
        return Mono.usingWhen(
                        audit.begin(vps, FileDirection.OUT_OF_GUEST, path, caller, exchange),
                        _ -> Mono.usingWhen(
                                threads.run(() -> files.open(access, path)),
                                file -> {
                                    describe(file, GuestPath.name(path), exchange.getResponse());
                                    return headersOnly
                                            ? exchange.getResponse().setComplete()
                                            : send(file, exchange.getResponse(), sentBytes);
                                },
                                this::close),
                        begun -> headersOnly ? audit.described(begun) : audit.done(begun, sentBytes.get(), null),
                        (begun, failure) -> audit.failed(begun, sentBytes.get(), failure),
                        begun -> audit.abandoned(begun, sentBytes.get()))
                .onErrorResume(_ -> exchange.getResponse().isCommitted(), failure -> breakOff(exchange, failure));
    }

    /** What has begun to be sent cannot be refused any more: its reader sees that it is not all if the connection breaks. */
    private static Mono<Void> breakOff(ServerWebExchange exchange, Throwable failure) {
        LOG.info("Request {}: a download broke off: {}", RequestIdFilter.requestId(exchange), failure.toString());
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        response.withConnection(connection -> {
            var _ = connection.channel().close();
        });
        return Mono.empty();
    }

    private static void describe(Download file, String name, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        file.sizeBytes().ifPresent(response.getHeaders()::setContentLength);
        response.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build());
        response.getHeaders().set(MODE_HEADER, FileMode.format(file.mode()));
    }

    private Mono<Void> send(Download file, ServerHttpResponse response, AtomicLong sentBytes) {
        return response.writeWith(Flux.from(DataBufferUtils.outputStreamPublisher(
                out -> {
                    try {
                        file.stream().transferTo(new CountingOutput(out, sentBytes));
                    } catch (IOException e) {
                        throw new UncheckedIOException("the transfer of a file broke off", e);
                    }
                },
                response.bufferFactory(),
                threads::execute,
                PIECE_BYTES)));
    }

    private Mono<Void> close(Download file) {
        return threads.run(() -> {
                    file.close();
                    return file;
                })
                .then();
    }
}
