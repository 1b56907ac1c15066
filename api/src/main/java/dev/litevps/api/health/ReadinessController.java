package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the platform does what it should: in short for load balancers, with figures for support. */
@RestController
class ReadinessController {

    private final Vitals vitals;

    ReadinessController(Vitals vitals) {
        this.vitals = vitals;
    }

    record PartResponse(String name, String status) {}

    record ReadinessResponse(String status, List<PartResponse> parts) {}

    record PartDetailResponse(String name, String status, String detail, Map<String, Long> figures) {}

    record HealthDetailResponse(String status, List<PartDetailResponse> parts) {}

    /** 503 if a part is down. A part that is degraded is no reason to send customers elsewhere. */
    @GetMapping("/health/ready")
    ResponseEntity<ReadinessResponse> ready() {
        List<Condition> conditions = vitals.conditions();
        Standing worst = Vitals.worst(conditions);
        return ResponseEntity.status(worst == Standing.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
                .body(new ReadinessResponse(
                        word(worst),
                        conditions.stream()
                                .map(condition -> new PartResponse(condition.name(), word(condition.standing())))
                                .toList()));
    }

    @GetMapping("/api/support/health")
    HealthDetailResponse detail() {
        List<Condition> conditions = vitals.conditions();
        return new HealthDetailResponse(
                word(Vitals.worst(conditions)),
                conditions.stream()
                        .map(condition -> new PartDetailResponse(
                                condition.name(),
                                word(condition.standing()),
                                condition.sentence(),
                                new TreeMap<>(condition.figures())))
                        .toList());
    }

    private static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }
}
