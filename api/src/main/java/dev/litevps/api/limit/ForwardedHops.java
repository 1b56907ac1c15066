package dev.litevps.api.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** What proxies say of where a request came from, the last of them last: in the two headers that they say it in. */
final class ForwardedHops {

    private static final String FORWARDED = "Forwarded";
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Longer lists are not looked through: nobody has so many proxies. */
    private static final int MOST_HOPS = 32;

    /** RFC 7239: commas and semicolons may stand in quoted strings. */
    private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")++");

    private static final Pattern FOR =
            Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s\"]*))\\s*(?=;|$)");

    /** An address, in brackets if it is one of IPv6, and perhaps a port; IPv6 without brackets has too many colons for it. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]*)]|([^:]*))(?::[0-9]{1,5})?");

    private ForwardedHops() {}

    /**
     * The hops in {@code X-Forwarded-For}; empty if it is not there. No standard says how they are written: some proxies add the
     * port, which is left out here, and put brackets around IPv6 for that.
     */
    static List<String> ofForwardedFor(HttpHeaders headers) {
        List<String> hops = new ArrayList<>();
        for (String line : headers.getOrEmpty(FORWARDED_FOR)) {
            for (String hop : line.split(",", -1)) {
                String written = hop.strip();
                hops.add(withoutPort(written).orElse(written));
            }
        }
        return last(hops);
    }

    /** The hops in {@code Forwarded}, without ports; "" for one that does not say a name of the form of an address. */
    static List<String> ofForwarded(HttpHeaders headers) {
        List<String> hops = new ArrayList<>();
        for (String line : headers.getOrEmpty(FORWARDED)) {
            Matcher element = ELEMENT.matcher(line);
            while (element.find()) {
                hops.add(address(element.group().strip()));
            }
        }
        return last(hops);
    }

    private static String address(String element) {
        Matcher forwardedFor = FOR.matcher(element);
        if (!forwardedFor.find()) {
            return "";
        }
        String node = forwardedFor.group(1) == null ? forwardedFor.group(2) : forwardedFor.group(1);
        return withoutPort(node).orElse("");
    }

    private static Optional<String> withoutPort(String node) {
        Matcher address = WITH_PORT.matcher(node);
        if (!address.matches()) {
            return Optional.empty();
        }
        return Optional.of(address.group(1) == null ? address.group(2) : address.group(1));
    }

    private static List<String> last(List<String> hops) {
        return hops.subList(Math.max(0, hops.size() - MOST_HOPS), hops.size());
    }
}
