package dev.litevps.api.admin;

import dev.litevps.query.address.AddressPoolQueries;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /api/admin/address-pools}. */
@RestController
class AddressPoolController {

    private final AddressPoolQueries pools;

    AddressPoolController(AddressPoolQueries pools) {
        this.pools = pools;
    }

    @GetMapping("/api/admin/address-pools")
    Flux<AddressPoolResponse> list() {
        return pools.all().map(AddressPoolResponse::of);
    }
}
