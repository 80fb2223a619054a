package org.antiphon.discovery.nodes;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Resolves names to addresses of the public internet and to no others. A connection is made to the very address that was
 * checked, so that a name can't be one thing when asked about and another when dialled.
 */
final class PublicAddresses extends AddressResolverGroup<InetSocketAddress> {
    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Resolver(executor);
    }

    /** Whether an address belongs to the public internet: not to a host, a network of its own, a tunnel or a group. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            return switch (first) {
                case 0 -> false;
                case 100 -> (second & 0xc0) != 64; // shared by carriers, RFC 6598
                case 192 -> second != 0; // protocol assignments and documentation, RFC 6890
                case 198 -> (second & 0xfe) != 18 && second != 51; // benchmarks, RFC 2544; documentation
                case 203 -> second != 0; // documentation, RFC 5737
                default -> first < 240;
            };
        }
        int group = (first << 8) | second;
        boolean isTunnel = group == 0x2002 || (group == 0x2001 && bytes[2] == 0 && bytes[3] == 0);
        boolean isGlobal = (first & 0xe0) == 0x20; // global unicast, RFC 4291
        return isGlobal && !isTunnel;
    }

    private static final class Resolver extends AbstractAddressResolver<InetSocketAddress> {
        Resolver(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        /** Not even an address in digits passes unchecked. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress target, Promise<InetSocketAddress> promise) {
            lookUp(target).subscribe(found -> promise.trySuccess(found.getFirst()), promise::tryFailure);
        }

        @Override
        protected void doResolveAll(InetSocketAddress target, Promise<List<InetSocketAddress>> promise) {
            lookUp(target).subscribe(promise::trySuccess, promise::tryFailure);
        }

        private static Mono<List<InetSocketAddress>> lookUp(InetSocketAddress target) {
            return Mono.fromCallable(() -> {
                        var found = Stream.of(InetAddress.getAllByName(target.getHostString()))
                                .filter(PublicAddresses::isPublic)
                                .map(address -> new InetSocketAddress(address, target.getPort()))
                                .toList();
                        if (found.isEmpty()) {
                            throw new UnknownHostException("not a public address");
                        }
                        return found;
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }
}
