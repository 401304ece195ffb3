"""Who is who: localities, units in an effective-dated tree, posts, officials who hold them, acting heads."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from kheo.base import clock
from kheo.people import rules


class Locality(models.Model):
    """A commune, ward or special zone: the border no official sees across. One installation may hold many."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    superior_name = models.CharField(max_length=200, help_text="Cơ quan chủ quản ghi trên văn bản")
    place_name = models.CharField(max_length=120, help_text="Địa danh ghi trước ngày tháng trên văn bản")
    symbol = models.CharField(max_length=20, default="UBND", help_text="Ký hiệu cơ quan ban hành văn bản")
    illustrative = models.BooleanField(default=False, help_text="Dữ liệu minh hoạ, ghi rõ trên mọi trang")

    def __str__(self) -> str:
        return self.name


def current(on: date, prefix: str = "") -> Q:
    """Give the filter "in force on that day" for a pair of fields named valid_from and valid_to."""
    started = Q(**{f"{prefix}valid_from__lte": on})
    return started & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on}))


class UnitQuerySet(models.QuerySet["Unit"]):
    """Sets of units."""

    def of(self, locality: Locality | int) -> Self:
        """Units of one locality."""
        return self.filter(locality=locality)

    def on(self, day: date) -> Self:
        """Units that existed on that day."""
        return self.filter(current(day))

    def under(self, unit: Unit) -> Self:
        """The unit itself and all below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """An organisation (đơn vị). `path` is the chain of ids from the root, as in "/1/5/": a subtree is a prefix."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=255, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    kind = models.CharField(max_length=20, choices=list(rules.UNIT_KIND_NAMES.items()))
    identifier_code = models.CharField(max_length=35, blank=True, help_text="Mã định danh")
    identifier_scheme = models.CharField(max_length=60, blank=True, help_text="Hệ mã, ví dụ QĐ 20/2020/QĐ-TTg")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="unit_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(identifier_code="") | ~Q(identifier_scheme=""), name="unit_code_has_a_scheme"
            ),
            models.UniqueConstraint(
                fields=["locality", "identifier_scheme", "identifier_code"],
                condition=Q(valid_to__isnull=True) & ~Q(identifier_code=""),
                name="unit_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> set[str]:
        """Give all that it is called, its code too."""
        return {self.name, self.short_name, self.identifier_code, *self.aliases} - {""}


class UnitSuccession(models.Model):
    """One line of a reorganisation: part or all of a unit went to another. Many to many; never convert by name."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    is_whole = models.BooleanField(default=True, help_text="Toàn bộ đơn vị cũ, hay một phần")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class PostQuerySet(models.QuerySet["Post"]):
    """Sets of posts."""

    def on(self, day: date) -> Self:
        """Posts that existed on that day."""
        return self.filter(current(day))

    def heads(self) -> Self:
        """Posts of heads, who answer for their units."""
        return self.filter(is_head=True)


class Post(models.Model):
    """A post (chức danh) in a unit. Roles hang here, so that they change hands with the post."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)
    roles = ArrayField(models.CharField(max_length=20, choices=list(rules.ROLE_NAMES.items())), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["unit__order", "-is_head", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(is_head=True, valid_to__isnull=True), name="post_one_head_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OfficialManager(BaseUserManager["Official"]):
    """Finds officials by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Official:
        """Give the official of that sign-in name."""
        return self.get(username__iexact=username)


class Official(AbstractBaseUser):
    """A person who signs in. Khéo needs no name: pages and records speak of posts."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False, help_text="Mật khẩu cấp một lần, chưa đổi")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = OfficialManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="official_name_once_in_any_case")]

    def __str__(self) -> str:
        return self.username

    @cached_property
    def posts(self) -> list[Post]:
        """Posts held today, heads' posts first."""
        held = Holding.objects.in_force(clock.today()).filter(official=self)
        return sorted((holding.post for holding in held), key=lambda post: not post.is_head)

    @cached_property
    def acting_posts(self) -> list[Post]:
        """Heads' posts that this official fills in for today, by dated delegation."""
        return [delegation.post for delegation in Delegation.objects.in_force(clock.today()).filter(to=self)]

    @property
    def post(self) -> Post | None:
        """The post this official acts in: the own one, or for who has none, the one filled in for."""
        return next(iter(self.posts or self.acting_posts), None)

    @property
    def post_id(self) -> int | None:
        """The id of the post this official acts in."""
        return self.post.pk if self.post else None

    @property
    def unit(self) -> Unit | None:
        """The unit of the post this official acts in."""
        return self.post.unit if self.post else None

    @property
    def unit_id(self) -> int | None:
        """The id of that unit."""
        return self.post.unit_id if self.post else None

    @cached_property
    def roles(self) -> frozenset[str]:
        """All roles of the posts held and filled in for today."""
        return frozenset(role for post in [*self.posts, *self.acting_posts] for role in post.roles)

    @cached_property
    def headed_unit_ids(self) -> frozenset[int]:
        """Units this official answers for today, as head or acting head."""
        return frozenset(post.unit_id for post in [*self.posts, *self.acting_posts] if post.is_head)

    def heads_unit(self, unit_id: int) -> bool:
        """Say whether this official heads that unit today, or acts for its head."""
        return unit_id in self.headed_unit_ids

    def has_role(self, *roles: str) -> bool:
        """Say whether one of the roles hangs on a post of this official."""
        own = any(role in post.roles for post in self.posts for role in roles)
        return own or bool(self.roles & set(roles))


class TenureQuerySet(models.QuerySet[Any]):
    """Sets of holdings, or of delegations: both run from `start` to `end` on a post."""

    def in_force(self, on: date) -> Self:
        """Those that run on that day, on a post and in a unit that exist then; with post, unit and locality."""
        runs = Q(start__lte=on) & (Q(end__isnull=True) | Q(end__gte=on))
        there = current(on, "post__") & current(on, "post__unit__")
        return self.filter(runs, there).select_related("post__unit__locality").order_by("pk")

    def sharing(self, start: date, end: date | None) -> Self:
        """Those that share a day with the period (kheo.people.rules.overlaps, in SQL)."""
        begun = Q() if end is None else Q(start__lte=end)
        return self.filter(begun, Q(end__isnull=True) | Q(end__gte=start))


class Holding(models.Model):
    """An official holds a post from a day to a day."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="holding_in_order"),
            models.UniqueConstraint(fields=["official", "post"], condition=Q(end__isnull=True), name="holding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} @ {self.post_id}"


class Delegation(models.Model):
    """A head's post is filled in for by another official (giao phụ trách), from a day to a day."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end__gte=F("start")), name="delegation_in_order")]

    def __str__(self) -> str:
        return f"{self.post_id} -> {self.to_id}"
