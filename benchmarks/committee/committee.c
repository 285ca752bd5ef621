/* C: the same loops in the same order, as a shared library. */
#include <math.h>
#include <stdint.h>

enum { ACTORS = 40, BODIES = 10, SEATS = 9, STEPS = 120, START = 1000003 };

static uint64_t absorb(uint64_t h, uint64_t x) {
    uint64_t z = (h ^ x) + 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static double unit(uint64_t h) { return ((double)(h >> 11) + 0.5) * 0x1p-53; }

static double draw(uint64_t key, uint64_t slot) { return unit(absorb(key, slot)); }

static int other(double u, int than) {
    int n = (int)(u * (ACTORS - 1));
    return n < than ? n : n + 1;
}

typedef struct {
    double tie[ACTORS][ACTORS], *power;
    int member[BODIES][ACTORS], patron[ACTORS];
} Committee;

static void begin(Committee *c, uint64_t luck) {
    uint64_t start = absorb(luck, START);
    for (int j = 0; j < ACTORS; j++) {
        uint64_t row = absorb(start, (uint64_t)j);
        for (int i = 0; i < ACTORS; i++) c->tie[j][i] = i != j ? draw(row, (uint64_t)i) : 0.0;
        c->power[j] = 1.0;
        c->patron[j] = -1;
        for (int b = 0; b < BODIES; b++) c->member[b][j] = b == 0 ? j < SEATS : (j + b) % 5 == 0;
    }
}

static void gather_power(Committee *c) {
    double weighed[ACTORS] = {0}, gained[ACTORS] = {0};
    for (int b = 0; b < BODIES; b++) {
        double weight = 1.0 - b / (double)BODIES;
        for (int i = 0; i < ACTORS; i++)
            if (c->member[b][i]) weighed[i] += weight;
    }
    for (int j = 0; j < ACTORS; j++)
        for (int i = 0; i < ACTORS; i++) gained[i] += c->tie[j][i] * c->power[j];
    for (int i = 0; i < ACTORS; i++) c->power[i] = 0.7 * c->power[i] + 0.15 * weighed[i] + 0.1 * gained[i] / ACTORS;
    for (int i = 0; i < ACTORS; i++) weighed[i] = 0.0;
    for (int i = 0; i < ACTORS; i++)
        if (c->patron[i] >= 0) weighed[c->patron[i]] += 1.0;
    for (int i = 0; i < ACTORS; i++) c->power[i] += 0.05 * weighed[i];
}

static void decide(Committee *c, uint64_t key, const int *seated, int sponsor, int target) {
    int yes[SEATS], count = 0;
    for (int n = 0; n < SEATS; n++) {
        int m = seated[n];
        double x = 3.0 * (c->tie[m][sponsor] - c->tie[m][target]) + 0.5 * (c->power[sponsor] - c->power[target]);
        double u = draw(key, (uint64_t)(2 + n));
        yes[n] = m == sponsor || (m != target && u < 1.0 / (1.0 + exp(-x)));
        count += yes[n];
    }
    int carried = count >= 5, winner = carried ? sponsor : target, loser = carried ? target : sponsor;
    for (int j = 0; j < ACTORS; j++) c->tie[j][loser] *= 0.97;
    for (int n = 0; n < SEATS; n++) {
        int m = seated[n];
        if (yes[n] == carried && m != winner) c->tie[m][winner] += 0.02 * (1.0 - c->tie[m][winner]);
    }
}

static void appoint(Committee *c, uint64_t key, int chair) {
    int client = other(draw(key, 11), chair);
    c->patron[client] = chair;
    c->tie[client][chair] += 0.1 * (1.0 - c->tie[client][chair]);
    int body = 1 + (int)(draw(key, 12) * (BODIES - 1));
    c->member[body][client] = 1;
    int leaver = other(draw(key, 13), client);
    if (!c->member[body][leaver]) leaver = other(draw(key, 15), client);
    c->member[body][leaver] = 0;
    if (draw(key, 14) < 0.05 && !c->member[0][client]) {
        int weakest = -1;
        for (int i = 0; i < ACTORS; i++)
            if (c->member[0][i] && (weakest < 0 || c->power[i] < c->power[weakest])) weakest = i;
        c->member[0][weakest] = 0;
        c->member[0][client] = 1;
    }
}

void histories(uint64_t seed, uint64_t first, int64_t count, double *powers, int64_t *chairs) {
    Committee c;
    for (int64_t h = 0; h < count; h++) {
        uint64_t luck = absorb(absorb(0, seed), first + (uint64_t)h);
        c.power = powers + h * ACTORS;
        begin(&c, luck);
        for (int t = 0; t < STEPS; t++) {
            uint64_t key = absorb(luck, (uint64_t)t);
            gather_power(&c);
            int seated[SEATS], n = 0, chair = -1;
            for (int i = 0; i < ACTORS; i++)
                if (c.member[0][i]) {
                    seated[n++] = i;
                    if (chair < 0 || c.power[i] > c.power[chair]) chair = i;
                }
            chairs[h * STEPS + t] = chair;
            int sponsor = seated[(int)(draw(key, 0) * SEATS)];
            decide(&c, key, seated, sponsor, other(draw(key, 1), sponsor));
            appoint(&c, key, chair);
        }
    }
}
