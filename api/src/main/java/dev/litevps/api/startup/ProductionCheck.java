package dev.litevps.api.startup;

import dev.litevps.api.startup.ProductionRequirement.MissingSetting;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * In the {@code production} profile nothing starts unless every {@link ProductionRequirement} is met. It is looked at
 * before the first bean is made: no database is started and no port is opened by a server that may not run.
 */
@Component
@Profile("production")
final class ProductionCheck implements BeanFactoryPostProcessor, EnvironmentAware, PriorityOrdered {

    @SuppressWarnings("NullAway.Init")
    private Environment settings;

    @Override
    public void setEnvironment(Environment environment) {
        this.settings = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<MissingSetting> missing = beans.getBeansOfType(ProductionRequirement.class, true, false).values().stream()
                .flatMap(requirement -> requirement.missing(settings).stream())
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidSettings("The production profile does without every default for trying things out, so set "
                    + missing.stream().map(MissingSetting::toString).collect(Collectors.joining(", ")) + ".");
        }
    }
}
