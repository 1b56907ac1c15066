package dev.litevps.api.web;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.command.ledger.SpendLimitExhausted;
import dev.litevps.host.GuestFileException;
import dev.litevps.host.HostException;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/** The one place where failures become statuses and bodies. Everything that is not named here is a bug, and a 500. */
@RestControllerAdvice
public class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    /** The answer to one of several requests that came together, as if it had come alone. */
    public ResponseEntity<?> answerTo(Throwable failure, ServerWebExchange exchange) {
        return switch (failure) {
            case InsufficientBalance refusal -> on(refusal);
            case SpendLimitExhausted refusal -> on(refusal);
            case CommandRejected refusal -> on(refusal);
            case ApiException refusal -> on(refusal);
            case HostException trouble -> on(trouble, exchange);
            case GuestFileException refusal -> on(refusal);
            case RejectedExecutionException overload -> on(overload);
            case DataAccessResourceFailureException trouble -> on(trouble, exchange);
            case Exception bug -> fault(bug, exchange);
            default -> throw new IllegalStateException("nothing can be answered to this", failure);
        };
    }

    @ExceptionHandler
    ResponseEntity<BalanceErrorBody> on(InsufficientBalance refusal) {
        return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED)
                .body(new BalanceErrorBody(
                        "insufficient balance",
                        code(refusal.code()),
                        Dollars.of(refusal.available()),
                        Dollars.of(refusal.required())));
    }

    @ExceptionHandler
    ResponseEntity<SpendLimitBody> on(SpendLimitExhausted refusal) {
        return ResponseEntity.status(HttpStatus.PAYMENT_REQUIRED)
                .body(new SpendLimitBody(
                        "token spend limit reached",
                        code(refusal.code()),
                        Dollars.of(refusal.spent()),
                        Dollars.of(refusal.limit())));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(CommandRejected refusal) {
        HttpStatus status =
                switch (refusal.code()) {
                    case UNKNOWN_VPS,
                            UNKNOWN_SNAPSHOT,
                            UNKNOWN_JOB,
                            UNKNOWN_ACCESS_TOKEN,
                            UNKNOWN_ALERT_ADDRESS,
                            UNKNOWN_APPROVAL,
                            UNKNOWN_ACCOUNT,
                            UNKNOWN_HOST -> HttpStatus.NOT_FOUND;
                    case SAME_PERSON, OWN_ACCOUNT, STAFF_ACCOUNT -> HttpStatus.FORBIDDEN;
                    case UNKNOWN_PLAN, UNKNOWN_SSH_KEY, INVALID_VALUE, UNKNOWN_TOP_UP -> HttpStatus.BAD_REQUEST;
                    case ACCESS_TOKEN_REVOKED -> HttpStatus.UNAUTHORIZED;
                    case INSUFFICIENT_BALANCE, SPEND_LIMIT_REACHED -> HttpStatus.PAYMENT_REQUIRED;
                    case WRONG_STATE,
                            SNAPSHOT_EXISTS,
                            TOO_MANY_SNAPSHOTS,
                            TOO_MANY_JOBS,
                            EMAIL_TAKEN,
                            TOO_MANY_ACCESS_TOKENS,
                            REFUND_EXCEEDS_CHARGES,
                            ACCOUNT_IN_USE,
                            TOO_MANY_ALERT_ADDRESSES -> HttpStatus.CONFLICT;
                    case SETTINGS_OUTDATED, HOST_EXISTS, NETWORK_TAKEN, TEMPLATE_EXISTS -> HttpStatus.CONFLICT;
                };
        return answer(status, code(refusal.code()), String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(ApiException refusal) {
        return answer(refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(HostException failure, ServerWebExchange exchange) {
        LOG.warn("Request {}: {}", RequestIdFilter.requestId(exchange), failure.toString());
        return switch (failure.reason()) {
            case UNREACHABLE, TIMED_OUT ->
                answer(
                        HttpStatus.CONFLICT,
                        "guest_unreachable",
                        "the machine does not answer at the moment: it may be booting, or its SSH server was stopped");
            case NOT_TRUSTED ->
                answer(
                        HttpStatus.CONFLICT,
                        "guest_not_trusted",
                        "the machine no longer accepts the platform's key, or shows another host key than its own");
            case NO_SUCH_MACHINE, REFUSED, NO_SPACE, ADDRESS_IN_USE, CANCELLED ->
                answer(HttpStatus.CONFLICT, "host_refused", "the host cannot do this for the machine");
        };
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(GuestFileException refusal) {
        return switch (refusal.reason()) {
            case NO_SUCH_FILE -> answer(HttpStatus.NOT_FOUND, "no_such_file", "there is no such file in the VPS");
            case NO_SUCH_FOLDER ->
                answer(HttpStatus.NOT_FOUND, "no_such_folder", "there is no such folder in the VPS: make it first");
            case NOT_A_REGULAR_FILE ->
                answer(
                        HttpStatus.CONFLICT,
                        "not_a_regular_file",
                        "the path is that of a folder, a device, a pipe or a socket; only files can be transferred");
            case NO_SPACE ->
                answer(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "no_space_in_vps",
                        "the VPS could not store the file: its disk is full");
            case REFUSED ->
                answer(
                        HttpStatus.CONFLICT,
                        "file_refused",
                        "the VPS cannot do this with the file, or does not allow it, even to root");
        };
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(RejectedExecutionException overload) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "the server has more to do than it can; try again");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(DataAccessResourceFailureException failure, ServerWebExchange exchange) {
        LOG.warn(
                "Request {}: the database does not answer: {}",
                RequestIdFilter.requestId(exchange),
                failure.toString());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "the database does not answer; try again");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(DataBufferLimitException failure) {
        return tooLarge();
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(ServerWebInputException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return tooLarge();
            }
        }
        return answer(HttpStatus.BAD_REQUEST, "invalid_request", "the body is not the JSON that this endpoint takes");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> on(ResponseStatusException failure) {
        HttpStatusCode status = failure.getStatusCode();
        if (failure instanceof MethodNotAllowedException) {
            return answer(status, "method_not_allowed", "this path does not take this method");
        }
        if (status.value() == HttpStatus.UNSUPPORTED_MEDIA_TYPE.value()) {
            return answer(status, "unsupported_media_type", "send JSON, with Content-Type: application/json");
        }
        if (status.value() == HttpStatus.NOT_FOUND.value()) {
            return answer(status, "not_found", "there is nothing at this path");
        }
        if (status.value() == HttpStatus.CONTENT_TOO_LARGE.value()) {
            return tooLarge();
        }
        return answer(status, "http_" + status.value(), String.valueOf(failure.getReason()));
    }

    /** Nothing is answered if the client has gone away: it would be to nobody. */
    @ExceptionHandler
    Mono<ResponseEntity<ErrorBody>> on(Exception bug, ServerWebExchange exchange) {
        String requestId = RequestIdFilter.requestId(exchange);
        if (DisconnectedClientHelper.isClientDisconnectedException(bug)) {
            LOG.debug("The client of request {} has gone away: {}", requestId, bug.toString());
            return Mono.empty();
        }
        return Mono.just(fault(bug, exchange));
    }

    private static ResponseEntity<ErrorBody> fault(Exception bug, ServerWebExchange exchange) {
        String requestId = RequestIdFilter.requestId(exchange);
        LOG.error("Request {} failed", requestId, bug);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "this is our fault; quote the request id " + requestId + " to support");
    }

    private static ResponseEntity<ErrorBody> tooLarge() {
        return answer(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "the body is larger than this endpoint takes");
    }

    /** Always in JSON, also where the client would rather have something else: an error is better than none. */
    private static ResponseEntity<ErrorBody> answer(HttpStatusCode status, String code, String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ErrorBody(message, code));
    }

    private static String code(RejectionCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
