package dev.litevps.host.simulated.tool;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All programs, by name. */
public final class Tools {

    private static final Map<String, Tool> ALL = new HashMap<>();

    static {
        StreamTools.register(ALL);
        LineTools.register(ALL);
        PrintTools.register(ALL);
        FileTools.register(ALL);
        CopyTools.register(ALL);
        PathTools.register(ALL);
        DigestTools.register(ALL);
        SystemTools.register(ALL);
        SizeTools.register(ALL);
        ProcessTools.register(ALL);
        RunTools.register(ALL);
        ALL.put("ls", ListTool::run);
        ALL.put("find", FindTool::run);
        ALL.put("grep", GrepTool::run);
        ALL.put("egrep", GrepTool::run);
        ALL.put("fgrep", GrepTool::run);
        ALL.put("sed", SedTool::run);
        ALL.put("date", DateTool::run);
        ALL.put("awk", AwkTool::run);
        ALL.put("test", TestExpression::test);
        ALL.put("[", TestExpression::test);
    }

    private Tools() {}

    public static @Nullable Tool find(String name) {
        return ALL.get(name);
    }

    /** The one that a shell has built in under this name; null if it has none. */
    public static @Nullable Tool builtIn(String name, boolean bash) {
        return name.equals("echo") && !bash ? PrintTools::plainEcho : find(name);
    }

    public static Set<String> names() {
        return Set.copyOf(ALL.keySet());
    }
}
