package org.antiphon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(OutageLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final OutageLog outages = new OutageLog(now::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void outageIsToldAtItsStartThenEveryHalfMinuteAndAtItsEnd() {
        fail(200, 75);
        outages.succeeded();
        outages.succeeded();

        assertThat(told())
                .containsExactly(
                        "event=rpc_outage failures=1 seconds=0 reason=\"refused\"",
                        "event=rpc_outage failures=81 seconds=30 reason=\"refused\"",
                        "event=rpc_outage failures=161 seconds=60 reason=\"refused\"",
                        "event=rpc_recovered failures=200 seconds=75");
    }

    @Test
    void nodeThatComesAndGoesIsToldOfAsSeldom() {
        for (int second = 0; second < 45; second++) {
            fail(1, 1);
            outages.succeeded();
        }

        assertThat(told()).hasSize(4);
    }

    @Test
    void nodeThatAnswersIsNotToldOf() {
        outages.succeeded();

        assertThat(told()).isEmpty();
    }

    private void fail(int times, int seconds) {
        for (int time = 0; time < times; time++) {
            outages.failed(new ChainException("refused"));
            now.updateAndGet(before -> before.plusMillis(seconds * 1000L / times));
        }
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
