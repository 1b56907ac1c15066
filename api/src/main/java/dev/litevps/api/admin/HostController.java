package dev.litevps.api.admin;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.platform.AddedHostDrivers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.GuestThreads;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.command.host.HostCommand;
import dev.litevps.command.host.HostCommand.AddHost;
import dev.litevps.command.host.HostCommand.CordonHost;
import dev.litevps.command.host.HostCommand.DrainHost;
import dev.litevps.command.host.HostCommand.RemoveHost;
import dev.litevps.command.host.HostCommand.UncordonHost;
import dev.litevps.command.host.HostTerms;
import dev.litevps.events.Resources;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostId;
import dev.litevps.host.Capacity;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.query.address.AddressPoolQueries;
import dev.litevps.query.address.AddressPoolRow;
import dev.litevps.query.host.HostQueries;
import dev.litevps.query.host.HostRow;
import dev.litevps.query.host.HostState;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/admin/hosts}: the fleet. */
@RestController
@RequestMapping("/api/admin/hosts")
class HostController {

    /** More than a host has addresses for in most networks; the count tells the rest. */
    private static final int LIST_LIMIT = 1_000;

    private final HostQueries hosts;
    private final AddressPoolQueries pools;
    private final AddedHostDrivers drivers;
    private final GuestThreads threads;
    private final Commands commands;
    private final Clock clock;
    private final boolean inProduction;

    HostController(
            HostQueries hosts,
            AddressPoolQueries pools,
            AddedHostDrivers drivers,
            GuestThreads threads,
            Commands commands,
            Clock clock,
            Environment environment) {
        this.hosts = hosts;
        this.pools = pools;
        this.drivers = drivers;
        this.threads = threads;
        this.commands = commands;
        this.clock = clock;
        this.inProduction = environment.acceptsProfiles(Profiles.of("production"));
    }

    /** A VPS on a host: whom to write to before the host goes. */
    record ResidentResponse(String id, String accountId, String name, String state) {}

    @GetMapping
    Flux<HostResponse> list() {
        return pools.all().collectMap(AddressPoolRow::id).flatMapMany(known -> hosts.all()
                .map(row -> HostResponse.of(row, known.get(row.addressPoolId()))));
    }

    @GetMapping("/{id}")
    Mono<HostResponse> get(@PathVariable String id) {
        return known(parse(id)).flatMap(this::response);
    }

    @GetMapping("/{id}/vps")
    Flux<ResidentResponse> residents(@PathVariable String id) {
        HostId hostId = parse(id);
        return known(hostId)
                .thenMany(hosts.residents(hostId, LIST_LIMIT))
                .map(resident -> new ResidentResponse(
                        resident.vpsId().toString(),
                        resident.accountId().toString(),
                        resident.name(),
                        resident.state()));
    }

    /** The host is asked for its size first, so one that cannot be reached is not added. */
    @PostMapping
    Mono<ResponseEntity<HostResponse>> add(
            @RequestBody AddHostRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        String name = Required.value(request.name(), "name");
        String network = Required.value(request.network(), "network");
        HostConnection connection = request.connection(inProduction);
        if (drivers.isOwn(connection)) {
            throw ApiException.conflict("host_exists", "this server's own host has this connection already");
        }
        HostId hostId = HostId.of(RequestIdentifiers.next(exchange));
        AddressPoolId poolId = AddressPoolId.of(RequestIdentifiers.next(exchange));
        Instant now = clock.instant();
        CreateAddressPool pool = new CreateAddressPool(poolId, network, request.portOrDefault(), now);
        HostTerms.require(name, connection);
        return threads.run(() -> capacity(hostId, connection))
                .map(capacity -> new AddHost(hostId, name, connection, capacity, pool, now))
                .flatMap(command -> commands.send(command, caller, exchange))
                .then(Mono.defer(() -> known(hostId)))
                .flatMap(this::response)
                .map(body -> ResponseEntity.created(URI.create("/api/admin/hosts/" + hostId))
                        .body(body));
    }

    private Resources capacity(HostId hostId, HostConnection connection) {
        try (Hypervisor hypervisor = drivers.open(hostId, connection)) {
            Capacity capacity = hypervisor.capacity();
            return new Resources(capacity.vcpu(), capacity.memoryMb(), capacity.diskGb());
        } catch (HostException e) {
            ApiException refused =
                    ApiException.conflict("host_unreachable", "the host does not answer, so it was not added");
            refused.initCause(e);
            throw refused;
        }
    }

    @PostMapping("/{id}/cordon")
    Mono<HostResponse> cordon(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return sendToKnown(new CordonHost(parse(id), clock.instant()), caller, exchange);
    }

    @PostMapping("/{id}/uncordon")
    Mono<HostResponse> uncordon(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return sendToKnown(new UncordonHost(parse(id), clock.instant()), caller, exchange);
    }

    @PostMapping("/{id}/drain")
    Mono<HostResponse> drain(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return sendToKnown(new DrainHost(parse(id), clock.instant()), caller, exchange);
    }

    @DeleteMapping("/{id}")
    Mono<HostResponse> remove(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        HostId hostId = parse(id);
        return hosts.byId(hostId)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("host")))
                .then(Mono.defer(() -> commands.send(new RemoveHost(hostId, clock.instant()), caller, exchange)))
                .then(Mono.defer(() -> hosts.byId(hostId)))
                .flatMap(this::response);
    }

    private Mono<HostResponse> sendToKnown(HostCommand command, Caller caller, ServerWebExchange exchange) {
        return known(command.hostId())
                .then(Mono.defer(() -> commands.send(command, caller, exchange)))
                .then(Mono.defer(() -> known(command.hostId())))
                .flatMap(this::response);
    }

    private Mono<HostRow> known(HostId hostId) {
        return hosts.byId(hostId)
                .filter(row -> row.status().state() != HostState.REMOVED)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("host")));
    }

    private Mono<HostResponse> response(HostRow row) {
        return pools.all()
                .filter(pool -> pool.id().equals(row.addressPoolId()))
                .collectList()
                .map(found -> HostResponse.of(row, first(found)));
    }

    private static @Nullable AddressPoolRow first(List<AddressPoolRow> rows) {
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static HostId parse(String id) {
        return Required.id(id, HostId::of, "host");
    }
}
