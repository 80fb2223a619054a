package org.antiphon.identity;

import static org.antiphon.identity.IdentityFixture.request;
import static org.antiphon.identity.relay.Requests.call;
import static org.antiphon.identity.relay.Requests.key;
import static org.antiphon.identity.relay.Requests.nonce;
import static org.antiphon.identity.relay.Requests.save;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antiphon.proto.identity.v1.AuthenticationServiceGrpc;
import org.antiphon.proto.identity.v1.GetAuthenticationRequest;
import org.antiphon.proto.identity.v1.StoreAuthenticationRequest;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Neither the log, with every statement and parameter in it, nor a stolen database tells what only clients and operators know. */
class SecretsTest {
    @RegisterExtension
    static final IdentityFixture identity = new IdentityFixture(Map.of());

    private static final List<String> TALKATIVE =
            List.of("org.antiphon", "io.r2dbc.postgresql", "org.springframework.r2dbc");
    private static final String LOOKUP_KEY = "c0ffee".repeat(10);
    private static final String OTHER_KEY = "facade".repeat(10);
    private static final String UNKNOWN_KEY = "decade".repeat(10);

    @Test
    void noSecretIsLoggedOrStored() {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        logger(Logger.ROOT_LOGGER_NAME).addAppender(log);
        TALKATIVE.forEach(name -> logger(name).setLevel(Level.TRACE));
        try {
            useEverything();
        } finally {
            TALKATIVE.forEach(name -> logger(name).setLevel(null));
            logger(Logger.ROOT_LOGGER_NAME).detachAppender(log);
        }
        var lines = log.list.stream().map(SecretsTest::line).collect(Collectors.joining("\n"));

        assertThat(lines).contains("INSERT INTO authentication");
        assertNoSecret(lines);
        assertNoSecret(dump());
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static void useEverything() {
        var accounts = AuthenticationServiceGrpc.newBlockingStub(identity.channel());
        var entry = StoreAuthenticationRequest.newBuilder()
                .setIv("0f".repeat(16))
                .setCipherText("5a".repeat(32))
                .setLookupKey(LOOKUP_KEY)
                .build();
        assertThat(accounts.storeAuthentication(entry)).isNotNull();
        assertThat(accounts.storeAuthentication(entry.toBuilder()
                        .setOldLookupKey(LOOKUP_KEY)
                        .setLookupKey(OTHER_KEY)
                        .build()))
                .isNotNull();
        for (var bad : List.of(UNKNOWN_KEY, LOOKUP_KEY, OTHER_KEY + "!")) {
            Assertions.assertThatThrownBy(() -> accounts.getAuthentication(GetAuthenticationRequest.newBuilder()
                            .setLookupKey(bad)
                            .build()))
                    .isInstanceOf(StatusRuntimeException.class);
        }
        identity.stop();
        identity.start();
        assertThat(identity.relay()
                        .relay(request(call(
                                save(1, nonce()), key(9), identity.contracts().domain())))
                        .hasReceipt())
                .isTrue();
    }

    private static String line(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return event.getFormattedMessage() + (thrown == null ? "" : " " + thrown.getMessage());
    }

    private static String dump() {
        return identity
                .texts("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'")
                .stream()
                .flatMap(table -> identity.texts("SELECT t::text FROM " + table + " t").stream())
                .collect(Collectors.joining("\n"));
    }

    private static void assertNoSecret(String text) {
        assertThat(text)
                .isNotEmpty()
                .doesNotContain(LOOKUP_KEY, OTHER_KEY, UNKNOWN_KEY)
                .doesNotContain(identity.relayKey(), IdentityFixture.LOOKUP_SECRET);
    }
}
