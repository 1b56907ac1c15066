package dev.litevps.api.crash;

import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsPlaced;
import dev.litevps.events.vps.VpsEvent.VpsRequested;
import dev.litevps.host.Hypervisor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts a trap into a server of the crash test. It is on no class path but that of the tests, and asleep without the property. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("crash.at")
class CrashConfiguration {

    @Bean
    static Trap trap(@Value("${crash.at}") CrashPoint point, @Value("${litevps.data}") Path data) {
        return new Trap(point, data.resolve(Trap.FILE));
    }

    @Bean
    InitializingBean commandTraps(CommandBus bus, Trap trap) {
        return () -> bus.registerHandlerInterceptor(onCommands(trap));
    }

    private static MessageHandlerInterceptor<CommandMessage<?>> onCommands(Trap trap) {
        return (unitOfWork, chain) -> {
            Object command = unitOfWork.getMessage().getPayload();
            if (command instanceof ReportProvisioned) {
                trap.spring(CrashPoint.BEFORE_REPORT);
            }
            unitOfWork.root().afterCommit(_ -> afterCommit(command, trap));
            return chain.proceed();
        };
    }

    private static void afterCommit(Object command, Trap trap) {
        switch (command) {
            case CreateVps _ -> trap.spring(CrashPoint.REQUEST_STORED);
            case ReportProvisioned _ -> trap.spring(CrashPoint.REPORT_STORED);
            case DestroyVps _ -> trap.spring(CrashPoint.DESTROY_STORED);
            case CompleteTeardown _ -> trap.spring(CrashPoint.TEARDOWN_STORED);
            default -> {
                // Not on the way.
            }
        }
    }

    @Bean
    ConfigurerModule sagaTraps(Trap trap) {
        return configurer -> configurer.eventProcessing(
                processing -> processing.registerHandlerInterceptor("saga.provisioning", _ -> onEvents(trap)));
    }

    private static MessageHandlerInterceptor<EventMessage<?>> onEvents(Trap trap) {
        return (unitOfWork, chain) -> {
            Object event = unitOfWork.getMessage().getPayload();
            if (event instanceof VpsRequested) {
                trap.spring(CrashPoint.REQUEST_SEEN);
            }
            Object result = chain.proceed();
            if (event instanceof VpsRequested) {
                trap.spring(CrashPoint.PLACED_UNCOMMITTED);
            }
            if (event instanceof VpsPlaced) {
                unitOfWork.root().afterCommit(_ -> trap.spring(CrashPoint.ORDER_STORED));
            }
            return result;
        };
    }

    /** Around the host's driver. */
    @Bean
    static BeanPostProcessor hypervisorTraps(ObjectProvider<Trap> traps) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Hypervisor hypervisor ? trapped(hypervisor, traps.getObject()) : bean;
            }
        };
    }

    private static Hypervisor trapped(Hypervisor hypervisor, Trap trap) {
        return (Hypervisor) Proxy.newProxyInstance(
                CrashConfiguration.class.getClassLoader(),
                new Class<?>[] {Hypervisor.class},
                (_, method, arguments) -> {
                    boolean create = method.getName().equals("create");
                    boolean remove = method.getName().equals("remove");
                    if (create || remove) {
                        trap.spring(create ? CrashPoint.BEFORE_CREATE : CrashPoint.BEFORE_REMOVE);
                    }
                    try {
                        return method.invoke(hypervisor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (create || remove) {
                            trap.spring(create ? CrashPoint.AFTER_CREATE : CrashPoint.AFTER_REMOVE);
                        }
                    }
                });
    }
}
