/* The limit that package sim is measured against: the three workloads of limit_test.go written in bare C. The
 * future event list is a 4-ary heap of 128-bit keys (instant, then order of insertion), and there is nothing else:
 * no cancellation, no priorities, no tracer, no generality. Random numbers are those of the Go benchmarks,
 * xoshiro256++ (Blackman and Vigna) seeded by SplitMix64, exponentials by inversion.
 *
 * usage: limit MILLISECONDS
 * Prints a line for each benchmark in the format of go test -bench, each measured for at least that long. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GOLDEN 0x9e3779b97f4a7c15u

typedef unsigned __int128 key;
typedef struct { uint64_t s[4]; } generator;
typedef struct { key *keys; size_t count; } heap;

static generator seeded(uint64_t seed) {
    generator g;
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += GOLDEN;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        g.s[i] = z ^ z >> 31;
    }
    return g;
}

static inline uint64_t rotated(uint64_t x, int by) { return x << by | x >> (64 - by); }

static inline double uniform(generator *g) {
    uint64_t *s = g->s, result = rotated(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotated(s[3], 45);
    return (double)(result >> 11) * 0x1p-53;
}

static inline double exponential(generator *g) { return -log(1 - uniform(g)); }

/* Instants are not negative, so their bits have their order. */
static inline key key_of(double at, uint64_t order) {
    uint64_t bits;
    memcpy(&bits, &at, sizeof bits);
    return (key)bits << 64 | order;
}

static inline double instant(key k) {
    uint64_t bits = (uint64_t)(k >> 64);
    double at;
    memcpy(&at, &bits, sizeof at);
    return at;
}

static inline void push(heap *h, key k) {
    size_t child = h->count++;
    while (child > 0) {
        size_t parent = (child - 1) / 4;
        if (h->keys[parent] < k) break;
        h->keys[child] = h->keys[parent];
        child = parent;
    }
    h->keys[child] = k;
}

/* The least of four children by a tournament whose outcomes are arithmetic, since no processor can predict them. */
static inline size_t least_of(const key *keys, size_t first, size_t count) {
    if (first + 4 > count) {
        size_t least = first;
        for (size_t child = first + 1; child < count; child++)
            least = keys[child] < keys[least] ? child : least;
        return least;
    }
    size_t left = first + (keys[first + 1] < keys[first]);
    size_t right = first + 2 + (keys[first + 3] < keys[first + 2]);
    return left ^ ((left ^ right) & -(size_t)(keys[right] < keys[left]));
}

static inline key pop(heap *h) {
    key *keys = h->keys, top = keys[0], last = keys[--h->count];
    size_t count = h->count, parent = 0, first;
    while ((first = 4 * parent + 1) < count) {
        size_t child = least_of(keys, first, count);
        if (!(keys[child] < last)) break;
        keys[parent] = keys[child];
        parent = child;
    }
    keys[parent] = last;
    return top;
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void report(const char *name, uint64_t operations, double took) {
    printf("Benchmark%s \t%" PRIu64 "\t%.2f ns/op\n", name, operations, took * 1e9 / (double)operations);
    fflush(stdout);
}

static void must(int right, const char *what) {
    if (right) return;
    fprintf(stderr, "limit: wrong result: %s\n", what);
    exit(1);
}

/* hold: each event handled schedules one at now + Exp(1). */
static void hold(const char *name, uint64_t pending, uint64_t want, double least) {
    heap h = {aligned_alloc(64, (pending + 64) / 4 * 64), 0};
    h.keys += 3; /* so that the four children of a node share a line of the cache */
    generator g = seeded(12345);
    uint64_t sequence = 0, checksum = 0, done = 0;
    for (uint64_t id = 0; id < pending; id++) push(&h, key_of(exponential(&g), sequence++ << 24 | id));
    double begin = 0, took = 0;
    do {
        for (int i = 0; i < 100000; i++) {
            key k = pop(&h);
            uint64_t id = (uint64_t)k & 0xffffff;
            checksum = checksum * GOLDEN + id;
            push(&h, key_of(instant(k) + exponential(&g), sequence++ << 24 | id));
        }
        if (done == 0 && begin == 0) { /* the first round warms up and is checked */
            must(checksum == want, name);
            begin = seconds();
            continue;
        }
        done += 100000;
        took = seconds() - begin;
    } while (took < least);
    report(name, done, took);
    free(h.keys - 3);
}

/* loss_queue: M/M/1/K with two in the system at most, arrivals at 0.9 of the service rate. */
static uint64_t loss_queue(uint64_t customers, uint64_t *events) {
    enum { ARRIVES, LEAVES };
    key keys[64];
    heap h = {keys, 0};
    generator arrivals = seeded(1), services = seeded(2);
    const double gap = 1 / 0.9;
    uint64_t sequence = 0, arrived = 0, lost = 0, in = 0;
    push(&h, key_of(exponential(&arrivals) * gap, sequence++ << 8 | ARRIVES));
    while (h.count > 0) {
        key k = pop(&h);
        double now = instant(k);
        ++*events;
        if (((uint64_t)k & 255) == LEAVES) {
            if (--in > 0) push(&h, key_of(now + exponential(&services), sequence++ << 8 | LEAVES));
            continue;
        }
        if (++arrived < customers) push(&h, key_of(now + exponential(&arrivals) * gap, sequence++ << 8 | ARRIVES));
        if (in == 2) lost++;
        else if (in++ == 0) push(&h, key_of(now + exponential(&services), sequence++ << 8 | LEAVES));
    }
    return lost;
}

/* failover: 32 shards, each down for 4 s from a uniform time in [0, 20) s; each change sends a message to a consumer
 * that needs 50 ms and has two waiting places. */
static uint64_t failover(uint64_t seed) {
    enum { DOWN, UP, DONE };
    key keys[80];
    heap h = {keys, 0};
    generator g = seeded(seed);
    uint64_t sequence = 0, waiting = 0, drops = 0;
    int busy = 0;
    for (int shard = 0; shard < 32; shard++) push(&h, key_of(20 * uniform(&g), sequence++ << 8 | DOWN));
    while (h.count > 0) {
        key k = pop(&h);
        double now = instant(k);
        int kind = (int)((uint64_t)k & 255);
        if (kind == DONE) {
            if (waiting > 0) { waiting--; push(&h, key_of(now + 0.05, sequence++ << 8 | DONE)); }
            else busy = 0;
            continue;
        }
        if (kind == DOWN) push(&h, key_of(now + 4, sequence++ << 8 | UP));
        if (!busy) { busy = 1; push(&h, key_of(now + 0.05, sequence++ << 8 | DONE)); }
        else if (waiting < 2) waiting++;
        else drops++;
    }
    return drops;
}

int main(int count, char **arguments) {
    if (count != 2) { fprintf(stderr, "usage: limit MILLISECONDS\n"); return 2; }
    double least = atof(arguments[1]) / 1000;

    hold("Hold/pending=32", 32, 0xa02f766183967d7d, least);
    hold("Hold/pending=1000", 1000, 0xe50c1cc4edd69fef, least);
    hold("Hold/pending=100000", 100000, 0x73c38edeb5954d6e, least);

    uint64_t events = 0, customers = 1000000;
    must(loss_queue(customers, &events) == 299064, "LossQueue");
    for (double took = 0; took < least; customers *= 2) {
        events = 0;
        double begin = seconds();
        loss_queue(customers, &events);
        took = seconds() - begin;
        if (took >= least) report("LossQueue", events, took);
    }

    uint64_t drops = 0, replications = 0;
    double begin = seconds(), took = 0;
    do {
        for (int i = 0; i < 1000; i++) drops += failover(++replications);
        if (replications == 1000) must(drops == 49, "Failover");
        took = seconds() - begin;
    } while (took < least);
    report("Failover", replications, took);
    return 0;
}
