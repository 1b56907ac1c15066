package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The lines of an entry as the arrays in which they are stored: compact, and readable in SQL. */
final class LineColumns {

    private LineColumns() {}

    static UUID[] vpsIds(List<ChargeLine> lines) {
        return lines.stream().map(line -> line.vpsId().value()).toArray(UUID[]::new);
    }

    static int[] priceVersions(List<ChargeLine> lines) {
        return lines.stream().mapToInt(ChargeLine::priceVersion).toArray();
    }

    static long[] priceMicros(List<ChargeLine> lines) {
        return lines.stream().mapToLong(line -> line.pricePerHour().micros()).toArray();
    }

    static long[] firstMinutes(List<ChargeLine> lines) {
        return lines.stream().mapToLong(line -> line.firstMinute().sinceEpoch()).toArray();
    }

    static int[] minutes(List<ChargeLine> lines) {
        return lines.stream().mapToInt(ChargeLine::minutes).toArray();
    }

    static long[] firstNumbers(List<ChargeLine> lines) {
        return lines.stream().mapToLong(ChargeLine::firstNumber).toArray();
    }

    /** The lines, without the access tokens; none if the entry has none. */
    static List<ChargeLine> read(Columns columns) {
        UUID[] vpsIds = columns.row().get("line_vps_ids", UUID[].class);
        if (vpsIds == null) {
            return List.of();
        }
        Integer[] priceVersions = columns.required("line_price_versions", Integer[].class);
        Long[] priceMicros = columns.required("line_price_micros", Long[].class);
        Long[] firstMinutes = columns.required("line_first_minutes", Long[].class);
        Integer[] minutes = columns.required("line_minutes", Integer[].class);
        Long[] firstNumbers = columns.required("line_first_numbers", Long[].class);
        List<ChargeLine> lines = new ArrayList<>(vpsIds.length);
        for (int i = 0; i < vpsIds.length; i++) {
            lines.add(ChargeLine.of(
                    new VpsId(vpsIds[i]),
                    null,
                    priceVersions[i],
                    new Usd(priceMicros[i]),
                    new Minute(firstMinutes[i]),
                    minutes[i],
                    firstNumbers[i]));
        }
        return lines;
    }
}
